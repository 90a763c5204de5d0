; RUN: --passes='code-model'
target triple = "x86_64-unknown-none-elf"

define void @f() {
  ret void
}

!llvm.module.flags = !{!0, !1}
!0 = !{i32 7, !"frame-pointer", i32 2}
!1 = !{i32 1, !"Code Model", i32 2}
