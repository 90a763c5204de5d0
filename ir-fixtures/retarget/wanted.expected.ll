; RUN: --passes='retarget<triple=x86_64-apple-macosx11.0.0>'
target triple = "x86_64-apple-macosx11.0.0"

define void @f() {
  ret void
}
