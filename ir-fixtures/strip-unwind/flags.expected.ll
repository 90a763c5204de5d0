; RUN: --passes='strip-unwind'
; A node that something else names stays; so does a flag that another flag requires.

define void @f() nounwind {
  ret void
}

!llvm.module.flags = !{!1, !2, !5}
!other = !{!7}
!1 = !{i32 3, !"mine", !{!"PIC Level", i32 2}}
!2 = !{i32 1, !"mine", i32 1}
!5 = !{i32 1, !"PIC Level", i32 2}
!7 = !{i32 7, !"uwtable", i32 1}
 ; in escapes
