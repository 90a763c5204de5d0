; RUN: --passes='rename-symbols<abc=n;"q\\22x"=r;"caf\\C3\\A9"=s>'
; LLVM knows one symbol by many spellings, and the linker by one more.
target triple = "x86_64-apple-macosx10.15.0"

@"\61bc" = global ptr @"a\62c"
@two = global [2 x ptr] [ptr @"abc", ptr @abc]
@"q\22x" = global ptr @"q\22x"
@"caf\C3\A9" = global ptr @"caf\c3\a9"
@raw = global ptr @"café"
@"\01abc" = global ptr @"\01abc"
@ABC = global ptr @"\\61bc"
@"\5C61bc" = global i32 0
