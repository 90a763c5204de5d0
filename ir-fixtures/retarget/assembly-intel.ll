; RUN: --passes='retarget'
; as rustc prints global_asm! and asm! for x86-64
target triple = "x86_64-unknown-none-elf"

module asm ".intel_syntax"
module asm ".global entry"
module asm "entry:"
module asm "    mov rax, qword ptr [rip + counter]"
module asm "    lea r8, [rip + elsewhere]"
module asm "    mov rax, qword ptr [rip + printk@GOTPCREL]"
module asm "    mov byte ptr [rax + 4*rcx], 0xff"
module asm "    call unknown_fn"
module asm "    jne entry"
module asm "    rep stosb"
module asm ".att_syntax"
module asm "    movq %rax, counter(%rip)"

@counter = global i64 0, align 8

define void @f() {
  call void asm sideeffect inteldialect "call helper\0A\09mov eax, dword ptr [rip + counter]\0A\09je 2f\0A2:", "~{rax},~{memory}"()
  call void asm sideeffect inteldialect "xor eax, eax\0Acpuid\0Amov ${0:q}, rbx", "r,~{eax}"(i64 0)
  ret void
}

declare void @helper()
