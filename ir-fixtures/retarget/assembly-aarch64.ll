; RUN: --passes='retarget'
target triple = "aarch64-unknown-none"

module asm ".globl entry"
module asm "entry: stp x29, x30, [sp, #-16]!; mov x0, #1 // entry"
module asm "  adrp x1, counter"
module asm "  ldr w2, [x1, :lo12:counter]"
module asm "  adrp x3, :got:elsewhere"
module asm "  ldr x3, [x3, :got_lo12:elsewhere]"
module asm "  mrs x4, tpidr_el1"
module asm "  dsb ish"
module asm "  b.eq .Lout"
module asm "  bl helper"
module asm ".align 4"
module asm ".Lout: ld1 {v0.16b, v1.16b}, [x0], #32"
module asm "  ldr x5, =counter"

@counter = global i32 0, align 4

define void @f() {
  call void asm sideeffect "bl helper; cbz ${0:x}, 1f; 1: isb", "r,~{lr}"(i64 0)
  ret void
}

declare void @helper()
