; RUN: --passes='rename-symbols<call=other;ptr=pointer>'
; ELF puts nothing before names. Mnemonics, registers, sections and types are none.
target triple = "x86_64-unknown-linux-gnu"

module asm ".globl call; .type call,@call; .size call, .-call"
module asm "call: call call@PLT; lock; call call // call"
module asm "call = 4; .set a, call+4; .section call; .quad call-4"
module asm "mov %call, call(%rip); \09call\09ptr\0Acall *call"
module asm ".macro call x; call \5Cx; call \5Ccall; call\5Cx: ; .endm"

declare void @call(ptr)
@ptr = external global ptr

define void @f() {
  %r = call ptr asm "call $0; mov call, %rax; ${1:call} mov $$call, ${0}call", "=r,i"(ptr @ptr)
  call void asm inteldialect "call call", ""()
  call void @call(ptr @ptr)
  ret void
}
