target datalayout = "e-m:o-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
; RUN: --passes='retarget'
; as rustc prints global_asm! and asm! for x86-64
target triple = "x86_64-apple-macosx10.15"

module asm ".intel_syntax"
module asm ".global _entry"
module asm "_entry:"
module asm "    mov rax, qword ptr [rip + _counter]"
module asm "    lea r8, [rip + _elsewhere]"
module asm "    mov rax, qword ptr [rip + _printk@GOTPCREL]"
module asm "    mov byte ptr [rax + 4*rcx], 0xff"
module asm "    call _unknown_fn"
module asm "    jne _entry"
module asm "    rep stosb"
module asm ".att_syntax"
module asm "    movq %rax, _counter(%rip)"

@counter = global i64 0, align 8

define void @f() {
  call void asm sideeffect inteldialect "call _helper\0A\09mov eax, dword ptr [rip + _counter]\0A\09je 2f\0A2:", "~{rax},~{memory}"()
  call void asm sideeffect inteldialect "xor eax, eax\0Acpuid\0Amov ${0:q}, rbx", "r,~{eax}"(i64 0)
  ret void
}

declare void @helper()
