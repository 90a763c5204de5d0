; RUN: --passes='strip-unwind'
; Nothing to strip: uwtable in a comment, a string and a name.

@s = constant [7 x i8] c"uwtable"

define void @uwtable() nounwind "uwtables" {
  ret void
}

!llvm.module.flags = !{!0}
!0 = !{i32 7, !"frame-pointer", i32 2}
