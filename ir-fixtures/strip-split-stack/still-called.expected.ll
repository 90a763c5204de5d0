; RUN: --passes='strip-split-stack'
; Declarations that something names stay: code, a constant, assembly, llvm.used, an attribute that
; is kept. So do definitions.

@llvm.used = appending global [1 x ptr] [ptr @__morestack_get_guard], section "llvm.metadata"
@table = constant ptr @__morestack_addr

module asm "call ___morestack_large_model"

define void @f() #0 {
  call void @__morestack()
  ret void
}

define void @__morestack_block_signals() {
  ret void
}

declare void @__morestack()

declare void @__morestack_addr()

declare void @__morestack_get_guard()

declare void @__morestack_large_model()

attributes #0 = { nounwind }
