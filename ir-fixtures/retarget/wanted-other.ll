; RUN: --passes='retarget<triple=arm64-apple-macosx11.0.0>'
target triple = "x86_64-apple-macosx10.12.0"

define void @f() {
  ret void
}
