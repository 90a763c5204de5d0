; RUN: --passes='pin-layout<layout=e-m:o-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128>'
; Made for 16 bytes, compiled by a clang that aligns to 8.
target datalayout = "e-m:o-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-apple-macosx10.15.0"

%Explicit = type { i8, [15 x i8], i128 }
%Implicit = type <{ i8, [15 x i8], i128 }>

@aligned = global i128 7, align 16
@outside = external global %Implicit, align 16
@packed = global <{ i8, i128 }> <{ i8 1, i128 2 }>, align 16

define i128 @f(ptr %p, ptr byval(%Implicit) align 16 %c) {
  %1 = alloca i128, align 16
  %2 = alloca %Explicit, align 16
  %3 = getelementptr %Implicit, ptr %p, i64 2, i32 2
  %4 = load i128, ptr %3, align 16
  store i128 %4, ptr %1, align 16
  ret i128 %4
}

define i128 @variable(ptr %args, i64 %n) {
  %1 = getelementptr <{ i32, [12 x i8], i128, i8, [15 x i8] }>, ptr %args, i64 %n, i32 3
  %2 = load i128, ptr %1, align 1
  ret i128 %2
}
