; RUN: --passes='pin-layout'
; LLVM: 14
; cut from rustc 1.63.0
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

%S = type { i64, i128, i8, [7 x i8] }
%N = type { i8, [7 x i8], %S, { i64, i128 } }
%First = type { i128, i64, i64 }
%Pointers = type { i8, i128*, { i64, i128 }* }

@constant = global %S { i64 1, i128 2, i8 3, [7 x i8] zeroinitializer }, align 8
@literal = global { i64, i128 } { i64 1, i128 2 }, align 8
@packed = global <{ i64, i128 }> <{ i64 1, i128 2 }>, align 8

define i128 @get(%S* align 8 %s) {
  %1 = getelementptr inbounds %S, %S* %s, i32 0, i32 1
  %2 = load i128, i128* %1, align 8
  ret i128 %2
}

define i128 @pair({ i64, i128 }* align 8 %t) {
  %1 = getelementptr inbounds { i64, i128 }, { i64, i128 }* %t, i32 0, i32 1
  %2 = load i128, i128* %1, align 8
  %3 = call { i128, i1 } @llvm.uadd.with.overflow.i128(i128 %2, i128 7)
  %4 = extractvalue { i128, i1 } %3, 0
  ret i128 %4
}

define { i64, i128 } @both(i64 %a, i128 %b) {
  %1 = insertvalue { i64, i128 } undef, i64 %a, 0
  %2 = insertvalue { i64, i128 } %1, i128 %b, 1
  ret { i64, i128 } %2
}

declare { i128, i1 } @llvm.uadd.with.overflow.i128(i128, i128)
