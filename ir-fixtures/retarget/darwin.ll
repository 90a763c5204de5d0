; RUN: --passes='retarget'
; a Mach-O module stays as it is, its assembly too
target datalayout = "e-m:o-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-apple-macosx10.12.0"

module asm ".align 4"
module asm "call _helper"

@a = global i32 7, section "__DATA,__mine", align 4
@llvm.used = appending global [1 x ptr] [ptr @a], section "llvm.metadata"

define void @f() {
  call void asm sideeffect "call _helper", "~{memory}"()
  ret void
}
