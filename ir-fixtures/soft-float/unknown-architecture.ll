; RUN: --passes='soft-float'
target triple = "riscv64gc-unknown-none-elf"

define void @f() #0 {
  ret void
}

attributes #0 = { "target-features"="+d,+f" }
