; RUN: --passes='kernel-attributes'
; Away from Apple's systems clang protects no stack unasked.
target triple = "x86_64-unknown-none-elf"

define void @f() #0 {
  ret void
}

attributes #0 = { noimplicitfloat noredzone nounwind "frame-pointer"="all" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" }

!llvm.module.flags = !{!0}
!0 = !{i32 7, !"frame-pointer", i32 2}
