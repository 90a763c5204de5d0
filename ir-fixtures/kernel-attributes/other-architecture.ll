; RUN: --passes='kernel-attributes'
target triple = "riscv64-unknown-none-elf"

define void @f() {
  ret void
}
