; RUN: --passes='pin-layout'
; Values in memory get the padding that was implied; those in registers do not.
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

%T = type <{ i16, [6 x i8], <{ i8, [7 x i8], i128 }>, [2 x <{ i128, i8, [7 x i8] }>] }>

@literal = global <{ i32, [4 x i8], i128 }> <{ i32 1, [4 x i8] zeroinitializer, i128 2 }>, align 8
@named = global %T <{ i16 1, [6 x i8] zeroinitializer, <{ i8, [7 x i8], i128 }> <{ i8 2, [7 x i8] zeroinitializer, i128 3 }>, [2 x <{ i128, i8, [7 x i8] }>] [<{ i128, i8, [7 x i8] }> <{ i128 4, i8 5, [7 x i8] zeroinitializer }>, <{ i128, i8, [7 x i8] }> zeroinitializer] }>, align 8

; As core::ptr::read_volatile does it.
define void @moved(ptr %from, ptr %to) {
  %1 = load volatile %T, ptr %from, align 8
  store %T %1, ptr %to, align 8
  %2 = extractvalue %T %1, 2
  %3 = extractvalue <{ i8, [7 x i8], i128 }> %2, 2
  %4 = extractvalue %T %1, 3, 1, 1
  %5 = insertvalue <{ i8, [7 x i8], i128 }> <{ i8 7, [7 x i8] zeroinitializer, i128 8 }>, i128 %3, 2
  %6 = insertvalue %T %1, <{ i8, [7 x i8], i128 }> %5, 2
  %7 = insertvalue %T %6, i8 %4, 3, 0, 1
  %8 = call <{ i8, [7 x i8], i128 }> @made(<{ i8, [7 x i8], i128 }> %5)
  store <{ i8, [7 x i8], i128 }> %8, ptr %to, align 8
  ret void
}

define internal <{ i8, [7 x i8], i128 }> @made(<{ i8, [7 x i8], i128 }> %a) {
  ret <{ i8, [7 x i8], i128 }> %a
}

; A pair of another type stays what it is.
define { i16, i128 } @registers(i128 %a) {
  %1 = insertvalue { i16, i128 } undef, i128 %a, 1
  ret { i16, i128 } %1
}
