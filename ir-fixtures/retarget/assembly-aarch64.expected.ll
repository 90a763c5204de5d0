target datalayout = "e-m:o-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-n32:64-S128-Fn32"
; RUN: --passes='retarget'
target triple = "arm64-apple-macosx11.0.0"

module asm ".globl _entry"
module asm "_entry: stp x29, x30, [sp, #-16]!\0A mov x0, #1 // entry"
module asm "  adrp x1, _counter@PAGE"
module asm "  ldr w2, [x1, _counter@PAGEOFF]"
module asm "  adrp x3, _elsewhere@GOTPAGE"
module asm "  ldr x3, [x3, _elsewhere@GOTPAGEOFF]"
module asm "  mrs x4, tpidr_el1"
module asm "  dsb ish"
module asm "  b.eq Lout"
module asm "  bl _helper"
module asm ".align 4"
module asm "Lout: ld1 {v0.16b, v1.16b}, [x0], #32"
module asm "  ldr x5, =_counter"

@counter = global i32 0, align 4

define void @f() {
  call void asm sideeffect "bl _helper\0A cbz ${0:x}, 1f\0A 1: isb", "r,~{lr}"(i64 0)
  ret void
}

declare void @helper()
