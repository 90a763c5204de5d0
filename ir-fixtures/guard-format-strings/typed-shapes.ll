; RUN: --passes='guard-format-strings'
; LLVM: 14
; A format that is declared as an array, and one behind a cast of the function.
@text = global [5 x i8] c"100%\00"

define void @f(i8* %s) {
  call void ([5 x i8]*, ...) @printf([5 x i8]* @text)
  call void (i8*, ...) bitcast (void ([5 x i8]*, ...)* @printf to void (i8*, ...)*)(i8* %s)
  call void bitcast (void ([5 x i8]*, ...)* @printf to void (i8*)*)(i8* %s)
  ret void
}

declare void @printf([5 x i8]*, ...)
