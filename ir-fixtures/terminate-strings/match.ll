; RUN: --passes='terminate-strings<match="^hello|^LOG_";match=gr\u00fc.;match="^..$";match=^name$;match=nowhere>'
; A pattern is looked for in the text, without its NUL, and in the symbol's name.
@a = private unnamed_addr constant [5 x i8] c"hello", align 1
@b = private unnamed_addr constant [9 x i8] c"oh, hello", align 1
@LOG_TABLE = internal constant [3 x i8] c"\01\02\03", align 1
@c = private unnamed_addr constant [6 x i8] c"gr\C3\BC\C3\9F", align 1
@d = private unnamed_addr constant [3 x i8] c"ok\00", align 1
@hello_public = constant [5 x i8] c"world", align 1
@"n\61me" = private unnamed_addr constant [7 x i8] c"symbol?", align 1
