; RUN: --passes='soft-float'
define void @f() {
  ret void
}
