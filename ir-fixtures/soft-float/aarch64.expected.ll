; RUN: --passes='soft-float'
target triple = "arm64-apple-macosx11.0.0"

define internal double @a(double %x) #0 {
  %y = fadd double %x, %x
  ret double %y
}

; v8.5a stays, and what it would bring goes after it
define void @b() #1 {
  ret void
}

; rustc's aarch64-unknown-none-softfloat
define void @c() #2 {
  ret void
}

define void @d() #3 {
  call void asm sideeffect "", "~{v0}"()
  ret void
}

attributes #0 = { nounwind noimplicitfloat "target-cpu"="apple-m1" "target-features"="-neon,-fp-armv8" "use-soft-float"="true" }
attributes #1 = { noimplicitfloat "target-features"="+crc,+v8.5a,+zcm,-neon,-fp-armv8" "use-soft-float"="true" }
attributes #2 = { noimplicitfloat "target-features"="+v8a,+strict-align,-neon,-fp-armv8" "use-soft-float"="true" }
attributes #3 = { noimplicitfloat "target-features"="-neon,-fp-armv8" "use-soft-float"="true" }
