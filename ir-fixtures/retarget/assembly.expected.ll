target datalayout = "e-m:o-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
; RUN: --passes='retarget'
target triple = "x86_64-apple-macosx10.15"

module asm ".section __TEXT,__const"
module asm ".balign 8"
module asm "Ltable: .quad _declared, 2f, Ltable - . # declared"
module asm "2: .asciz \22call declared; .type\22"
module asm ".text"
module asm ".globl _local_fn, _other_fn"
module asm ".private_extern _other_fn"
module asm ".globl _weak_fn\0A.weak_definition _weak_fn"
module asm ".weak_reference _missing_fn"
module asm ".p2align 4, 0x90"
module asm "_local_fn: _other_fn: /* declared */ call _declared; lock incl _counter(%rip)"
module asm "_weak_fn:"
module asm "  movq _printk@GOTPCREL(%rip), %rax"
module asm "  leaq Ltable(%rip), %rcx"
module asm "  vaddps %zmm0, %zmm1, %zmm2 {%k1}{z}"
module asm "  jmp 1f"
module asm "1: ret"
module asm "_limit = 5"
module asm "  movq $_limit, %rax"
module asm ".comm _shared, 8, 3"

@counter = global i32 0, align 4

declare void @declared()
declare void @local_fn()

define void @f(i32 %a) {
  call void asm sideeffect "call _declared", "~{memory}"()
  call void asm sideeffect "movl $0, _counter(%rip)\0Amovl $$_limit, %eax\0Aleaq _local_fn(%rip), %rdx", "r,~{rax},~{rdx}"(i32 %a)
  call void asm sideeffect "jmp Lend${:uid}\0ALend${:uid}:\0Ajmp near${:uid}\0Anear${:uid}: nop", ""()
  call void asm sideeffect "call ${0:P}", "s"(ptr @declared)
  call void asm sideeffect "nop", "~{memory}"()
  ret void
}
