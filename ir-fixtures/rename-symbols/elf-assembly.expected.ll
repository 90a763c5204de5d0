; RUN: --passes='rename-symbols<call=other;ptr=pointer>'
; ELF puts nothing before names. Mnemonics, registers, sections and types are none.
target triple = "x86_64-unknown-linux-gnu"

module asm ".globl other; .type other,@call; .size other, .-other"
module asm "other: call other@PLT; lock; call other // call"
module asm "other = 4; .set a, other+4; .section call; .quad other-4"
module asm "mov %call, other(%rip); \09call\09pointer\0Acall *other"
module asm ".macro call x; call \5Cx; call \5Ccall; call\5Cx: ; .endm"

declare void @other(ptr)
@pointer = external global ptr

define void @f() {
  %r = call ptr asm "call $0; mov other, %rax; ${1:call} mov $$other, ${0}call", "=r,i"(ptr @pointer)
  call void asm inteldialect "call other", ""()
  call void @other(ptr @pointer)
  ret void
}
