; RUN: --passes='soft-float'
target triple = "riscv64gc-unknown-none-elf"

define void @f() #0 {
  ret void
}

attributes #0 = { noimplicitfloat "target-features"="+d,+f" "use-soft-float"="true" }
