; RUN: --passes='strip-split-stack'
; Nothing to strip: "split-stack" in a comment, a string, a name and a parameter's attribute.

@s = constant [13 x i8] c"\22split-stack\22"

define void @"split-stack"(ptr %p) #0 {
  call void @more_stacker(ptr "split-stack" %p) #0
  ret void
}

declare void @more_stacker(ptr) #0

attributes #0 = { nounwind "split-stacks" }
