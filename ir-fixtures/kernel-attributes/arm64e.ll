; RUN: --passes='kernel-attributes'
target triple = "arm64e-apple-macosx11.0.0"

define void @f(ptr %p) #0 {
  call void %p()
  call void %p() [ "ptrauth"(i32 0, i64 0) ]
  ret void
}

declare void @d()

attributes #0 = { nounwind "frame-pointer"="non-leaf" "target-cpu"="apple-m1" }

!named = !{!3}
!3 = !{}
