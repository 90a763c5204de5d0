; RUN: --passes='retarget'
target triple = "x86_64-apple-darwin"

define void @f() {
  ret void
}
