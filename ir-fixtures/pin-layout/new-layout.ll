; RUN: --passes='pin-layout'
; Rust 1.77 and later align i128 to 16 bytes and say so: LLVM 18 and later do the same.
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

%S = type { i8, [15 x i8], i128 }

define i64 @f(ptr %p) {
  %q = getelementptr inbounds { i64, i128 }, ptr %p, i64 1
  %r = ptrtoint ptr %q to i64
  ret i64 %r
}
