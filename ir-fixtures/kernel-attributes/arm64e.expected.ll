; RUN: --passes='kernel-attributes'
target triple = "arm64e-apple-macosx11.0.0"

define void @f(ptr %p) #0 {
  call void %p() #1
  call void %p() #1 [ "ptrauth"(i32 0, i64 0) ]
  ret void
}

declare void @d() #2

attributes #0 = { nounwind noredzone ssp "frame-pointer"="non-leaf" "target-cpu"="apple-m1" "no-builtins" "no-trapping-math"="true" "ptrauth-auth-traps" "ptrauth-calls" "ptrauth-indirect-gotos" "ptrauth-returns" "stack-protector-buffer-size"="8" }
attributes #1 = { nobuiltin noredzone "no-builtins" }
attributes #2 = { noredzone "frame-pointer"="non-leaf" "no-builtins" "no-trapping-math"="true" "ptrauth-auth-traps" "ptrauth-calls" "ptrauth-indirect-gotos" "ptrauth-returns" "stack-protector-buffer-size"="8" }

!named = !{!3}
!llvm.module.flags = !{!4}
!4 = !{i32 7, !"frame-pointer", i32 1}
!3 = !{}
