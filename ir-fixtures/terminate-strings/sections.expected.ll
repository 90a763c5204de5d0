; RUN: --passes='terminate-strings'
; Plain read-only data may be spelt out; attributes and metadata of a global do not place it.
@rodata = internal constant [6 x i8] c"hello\00", section ".rodata", align 1
@const = internal constant [6 x i8] c"hello\00", section "__TEXT,__const"
@cstring = private constant [6 x i8] c"hello\00", section "__TEXT,__cstring,cstring_literals", align 1
@checked = internal constant [6 x i8] c"hello\00", no_sanitize_address, align 1, !note !0
@merged = private local_unnamed_addr constant [6 x i8] c"hello\00", align 16

!0 = !{!"c\22hello\22"}
