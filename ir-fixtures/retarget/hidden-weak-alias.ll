; RUN: --passes='retarget'
; Hidden weak aliases come out as private external symbols, of all LLVMs from 15 to 22; compiler_builtins for Darwin has them.

target datalayout = "e-m:o-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-apple-macosx10.12.0"

@rintf128 = weak hidden unnamed_addr alias void (), ptr @f

define internal void @f() {
  ret void
}
