; RUN: --passes='terminate-strings'
; Plain read-only data may be spelt out; attributes and metadata of a global do not place it.
@rodata = internal constant [5 x i8] c"hello", section ".rodata", align 1
@const = internal constant [5 x i8] c"hello", section "__TEXT,__const"
@cstring = private constant [5 x i8] c"hello", section "__TEXT,__cstring,cstring_literals", align 1
@checked = internal constant [5 x i8] c"hello", no_sanitize_address, align 1, !note !0
@merged = private local_unnamed_addr constant [5 x i8] c"hello", align 16

!0 = !{!"c\22hello\22"}
