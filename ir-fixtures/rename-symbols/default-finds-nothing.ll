; RUN: --passes='rename-symbols'
; Without rules of its own the pass says nothing of a module that has no printk.
declare i32 @printf(ptr, ...)
