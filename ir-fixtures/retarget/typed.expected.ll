; RUN: --passes='retarget'
; LLVM: 14
; as rustc 1.63.0 writes it for x86_64-unknown-linux-gnu
source_filename = "demo.24e2e012-cgu.0"
target datalayout = "e-m:o-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-apple-macosx10.15"

define i32 @main(i32 %0, i8** %1) {
top:
  %2 = bitcast i8 0 to i8
  %3 = sext i32 %0 to i64
  %4 = trunc i64 %3 to i32
  ret i32 %4
}
