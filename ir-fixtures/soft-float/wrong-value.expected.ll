; RUN: --passes='soft-float'
target triple = "x86_64-apple-macosx10.15.0"

; clang takes any value but true for false, and says nothing
define double @a(double %x) #0 {
  %y = fadd double %x, %x
  ret double %y
}

define internal double @b(double %x) noimplicitfloat "use-soft-float"="true" "target-features"="-x87,-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,-avx512f,+soft-float" {
  %y = fadd double %x, %x
  ret double %y
}

attributes #0 = { noimplicitfloat "use-soft-float"="true" "target-features"="-x87,-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,-avx512f,+soft-float" }
