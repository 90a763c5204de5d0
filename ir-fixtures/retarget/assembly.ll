; RUN: --passes='retarget'
target triple = "x86_64-unknown-linux-gnu"

module asm ".section .rodata.mine, \22a\22, @progbits"
module asm ".align 8"
module asm ".Ltable: .quad declared, 2f, .Ltable - . # declared"
module asm "2: .asciz \22call declared; .type\22"
module asm ".text"
module asm ".globl local_fn, other_fn"
module asm ".type local_fn, @function"
module asm ".hidden other_fn"
module asm ".weak weak_fn"
module asm ".weak missing_fn"
module asm ".p2align 4, 0x90"
module asm "local_fn: other_fn: /* declared */ call declared@PLT; lock incl counter(%rip)"
module asm "weak_fn:"
module asm "  movq printk@GOTPCREL(%rip), %rax"
module asm "  leaq .Ltable(%rip), %rcx"
module asm "  vaddps %zmm0, %zmm1, %zmm2 {%k1}{z}"
module asm "  jmp 1f"
module asm "1: ret"
module asm ".size local_fn, .-local_fn"
module asm "limit = 5"
module asm "  movq $limit, %rax"
module asm ".comm shared, 8, 8"
module asm ".section .note.GNU-stack,\22\22,@progbits"

@counter = global i32 0, align 4

declare void @declared()
declare void @local_fn()

define void @f(i32 %a) {
  call void asm sideeffect "call declared", "~{memory}"()
  call void asm sideeffect "movl $0, counter(%rip)\0Amovl $$limit, %eax\0Aleaq local_fn(%rip), %rdx", "r,~{rax},~{rdx}"(i32 %a)
  call void asm sideeffect "jmp .Lend${:uid}\0A.Lend${:uid}:\0Ajmp near${:uid}\0Anear${:uid}: nop", ""()
  call void asm sideeffect "call ${0:P}", "s"(ptr @declared)
  call void asm sideeffect "nop", "~{memory}"()
  ret void
}
