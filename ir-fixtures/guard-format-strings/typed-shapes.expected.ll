; RUN: --passes='guard-format-strings'
; LLVM: 14
; A format that is declared as an array, and one behind a cast of the function.
@text = global [5 x i8] c"100%\00"
@kextir.format = private unnamed_addr constant [3 x i8] c"%s\00", align 1

define void @f(i8* %s) {
  call void ([5 x i8]*, ...) @printf([5 x i8]* bitcast ([3 x i8]* @kextir.format to [5 x i8]*), [5 x i8]* @text)
  call void (i8*, ...) bitcast (void ([5 x i8]*, ...)* @printf to void (i8*, ...)*)(i8* getelementptr inbounds ([3 x i8], [3 x i8]* @kextir.format, i64 0, i64 0), i8* %s)
  call void (i8*, ...) bitcast (void (i8*)* bitcast (void ([5 x i8]*, ...)* @printf to void (i8*)*) to void (i8*, ...)*)(i8* getelementptr inbounds ([3 x i8], [3 x i8]* @kextir.format, i64 0, i64 0), i8* %s)
  ret void
}

declare void @printf([5 x i8]*, ...)
