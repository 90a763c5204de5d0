; RUN: --passes='rename-symbols<a=b;c=d;e=f;g=h>'
; Opaque pointers let differing types meet; calling conventions may not.

declare void @a(ptr, i32)
declare void @b(ptr, i64)
declare fastcc void @c()
declare void @d()
declare void @e()
@f = external global i32
@g = external addrspace(1) global i32
@h = external global i32
