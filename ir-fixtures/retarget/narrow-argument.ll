; RUN: --passes='retarget'
; rustc widens for Darwin alone: zeroext and signext are missing here
target triple = "aarch64-unknown-linux-gnu"

declare void @put(ptr noundef, i8 noundef, ...)
declare void @put_widened(i8 noundef zeroext, i32)
declare void @unused(i16)
declare void @_RNvC1a3put(i8)

define void @f(i8 %c) {
  call void (ptr, i8, ...) @put(ptr null, i8 %c)
  call void @put_widened(i8 zeroext %c, i32 7)
  call void @_RNvC1a3put(i8 %c)
  ret void
}
