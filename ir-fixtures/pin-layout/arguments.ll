; RUN: --passes='pin-layout'
; Where each LLVM decides how C gets an i128.
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

declare void @in_registers(i64, i64, i64, i64, i128, i64)
declare void @split(i64, ptr, i32 zeroext, i64, i64, i128)
declare void @aligned_alike(i64, i64, i64, i64, i64, i64, i128, i64)
declare void @misaligned(i64, i64, i64, i64, i64, i64, i8, i128)
declare void @in_a_struct(i64, i64, i64, i64, i64, { i64, i128 })
declare void @floats(double, float, <4 x float>, i64, i64, i64, i64, i128)
declare i32 @printf(ptr, ...)
declare void @_RNvCs1_4rust4call(i64, i64, i64, i64, i64, i128)

define void @provided(ptr sret([32 x i8]) %r, i64 %a, i64 %b, i64 %c, i64 %d, i128 %x) {
  call void @_RNvCs1_4rust4call(i64 1, i64 2, i64 3, i64 4, i64 5, i128 %x)
  %1 = call i32 (ptr, ...) @printf(ptr %r, i128 1, i128 2, i128 3)
  ret void
}

define internal void @own(i64 %a, i64 %b, i64 %c, i64 %d, i64 %e, i128 %x) {
  ret void
}
