; RUN: --passes='code-model<model=large>'
; One of another value is there.
target triple = "x86_64-unknown-linux-gnu"

!llvm.module.flags = !{!0}
!0 = !{i32 1, !"Code Model", i32 4}
