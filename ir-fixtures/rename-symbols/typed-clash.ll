; RUN: --passes='rename-symbols'
; LLVM: 14
; Typed pointers: what is declared to return i32 cannot be called as what returns nothing.

declare i32 @printk(i8*, ...)
declare void @IOLog(i8*, ...)
