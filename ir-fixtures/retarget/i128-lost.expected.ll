; RUN: --passes='retarget'
; Padding that is not written out: no packed struct has the same offsets.
target datalayout = "e-m:o-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-apple-macosx10.15"

%T = type { i8, i128 }
%U = type { i128, i8 }

define ptr @f(ptr %p) {
  %q = getelementptr inbounds { i32, i128 }, ptr %p, i64 1, i32 1
  %r = getelementptr inbounds { i32, i128 }, ptr %q, i64 1, i32 1
  ret ptr %r
}
