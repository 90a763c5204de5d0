; RUN: --passes='kernel-attributes<no-stack-protector;no-calls;except=trampoline;except=printf>'
target triple = "x86_64-apple-macosx10.15.0"

define void @f() #1 {
  call void @trampoline()
  ret void
}

define void @trampoline() #0 {
  ret void
}

declare i32 @printf(ptr, ...) #2

attributes #0 = { nounwind }
attributes #1 = { nounwind noimplicitfloat noredzone "frame-pointer"="all" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" }
attributes #2 = { noimplicitfloat noredzone "frame-pointer"="all" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" }

!llvm.module.flags = !{!0}
!0 = !{i32 7, !"frame-pointer", i32 2}
