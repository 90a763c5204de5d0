; RUN: --passes='kernel-attributes'
; Away from Apple's systems clang protects no stack unasked.
target triple = "x86_64-unknown-none-elf"

define void @f() {
  ret void
}
