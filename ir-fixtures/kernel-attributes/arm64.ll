; RUN: --passes='kernel-attributes'
target triple = "arm64-apple-macosx11.0.0"

define void @f(ptr %p) #0 {
  call void %p()
  ret void
}

declare void @d()

attributes #0 = { nounwind "frame-pointer"="non-leaf" "target-cpu"="apple-m1" }

!named = !{!3}
!3 = !{}
