; RUN: --passes='rename-symbols'
; one line, no blanks, CRLF
@s=constant[8 x i8]c"@printk\00"define void@f(){call i32(ptr,...)@printk(ptr@s)ret void}declare i32@printk(ptr,...)
