; RUN: --passes='retarget'
target triple = "x86_64-unknown-linux-gnu"

module asm ".symver memcpy, memcpy@GLIBC_2.2.5"
module asm ".section .modinfo, \22a\22"
module asm "movq x@GOTTPOFF(%rip), %rax"
module asm ".macro twice name"
module asm ".endm"

define void @f() {
  call void asm sideeffect inteldialect "mov eax, mystery", "~{rax}"()
  call void asm sideeffect "call fn_$0", "i"(i32 1)
  call void asm sideeffect "leaq _GLOBAL_OFFSET_TABLE_(%rip), %rax", "~{rax}"()
  call void asm sideeffect "call good", ""()
  ret void
}
