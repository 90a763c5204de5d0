; RUN: --passes='pin-layout'
; What nothing keeps: what is passed to others by value, and integers whose own size changes.
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

%T = type { i8, i128 }
%Wide = type { i8, i192 }

define ptr @vectors(<2 x ptr> %q, ptr %p) {
  %1 = getelementptr { i8, i128 }, <2 x ptr> %q, i64 1, <2 x i32> <i32 1, i32 1>
  %2 = getelementptr [2 x i192], ptr %p, i64 1
  ret ptr %2
}

define %T @returned(i128 %a) {
  %1 = insertvalue %T undef, i128 %a, 1
  ret %T %1
}

define void @stored(ptr %p, i128 %a) {
  %1 = call { i128, i1 } @llvm.uadd.with.overflow.i128(i128 %a, i128 7)
  store [2 x { i128, i1 }] undef, ptr %p
  ret void
}

declare { i128, i1 } @llvm.uadd.with.overflow.i128(i128, i128)
