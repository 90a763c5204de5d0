; RUN: --passes='terminate-strings<all>'
; Text or not; what may not grow stays all the same.
@seven = internal constant [5 x i8] c"\07\00\00\01\00", align 4
@table = private unnamed_addr constant <{ [5 x i8] }> <{ [5 x i8] c"\01\02\03\04\00" }>, align 1
@pair = private unnamed_addr constant [4 x i8] c"a\00b\00", align 1
@hello = private unnamed_addr constant [6 x i8] c"hello\00", align 1
@ended = private unnamed_addr constant [4 x i8] c"\01\02\03\00", align 1
@public = constant [5 x i8] c"hello", align 1
@buffer = internal global [5 x i8] c"hello", align 1
