; RUN: --passes='rename-symbols<abc=n;"q\\22x"=r;"caf\\C3\\A9"=s>'
; LLVM knows one symbol by many spellings, and the linker by one more.
target triple = "x86_64-apple-macosx10.15.0"

@n = global ptr @n
@two = global [2 x ptr] [ptr @n, ptr @n]
@r = global ptr @r
@s = global ptr @s
@raw = global ptr @s
@"\01abc" = global ptr @"\01abc"
@ABC = global ptr @"\\61bc"
@"\5C61bc" = global i32 0
