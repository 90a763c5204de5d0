; RUN: --passes='retarget'
define void @f() {
  ret void
}
