; RUN: --passes='kernel-attributes'

define void @f() {
  ret void
}
