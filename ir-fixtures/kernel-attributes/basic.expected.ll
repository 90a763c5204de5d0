; RUN: --passes='kernel-attributes'
target triple = "x86_64-apple-macosx10.15.0"

@format = private constant [4 x i8] c"hi\0A\00"

define i32 @f(i32 %x) #0 {
  %1 = call i32 (ptr, ...) @printf(ptr @format) #4
  %2 = call i32 @llvm.bswap.i32(i32 %1) #1
  call void asm sideeffect "nop", ""() #1
  ret i32 %2
}

define internal i32 @g() #6 {
  ret i32 0
}

declare i32 @printf(ptr, ...) #2

declare i32 @other() #5

declare i32 @llvm.bswap.i32(i32) #3

attributes #0 = { mustprogress nounwind noimplicitfloat noredzone ssp "frame-pointer"="all" "target-cpu"="penryn" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" }
attributes #1 = { nounwind }
attributes #2 = { nofree noimplicitfloat noredzone "target-cpu"="penryn" "frame-pointer"="all" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" }
attributes #3 = { nosync nounwind willreturn }
attributes #4 = { nobuiltin noimplicitfloat noredzone "no-builtins" }
attributes #5 = { noimplicitfloat noredzone "frame-pointer"="all" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" }
attributes #6 = { noimplicitfloat noredzone nounwind ssp "frame-pointer"="all" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" }

!llvm.module.flags = !{!0}
!0 = !{i32 7, !"frame-pointer", i32 2}
