; RUN: --passes='retarget'
target datalayout = "E-m:e-i64:64-n32:64"

define void @f() {
  ret void
}
