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

define void @d() {
  call void asm sideeffect "", "~{v0}"()
  ret void
}

attributes #0 = { nounwind "target-cpu"="apple-m1" }
attributes #1 = { "target-features"="-neon,-fp-armv8,+aes,+crc,+fullfp16,+sha2,+v8.5a,+zcm" }
attributes #2 = { "target-features"="+v8a,+strict-align,-neon" }
