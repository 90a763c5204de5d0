; RUN: --passes='retarget'
target triple = "riscv64gc-unknown-none-elf"

define void @f() {
  ret void
}
