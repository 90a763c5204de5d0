; RUN: --passes='soft-float'
target triple = "x86_64-apple-macosx10.15.0"

; what clang writes for penryn
define void @penryn() #0 {
  ret void
}

; what rustc writes for x86_64-unknown-none: only x87 and AVX-512 are missing
define void @bare() #1 {
  ret void
}

; each of these would bring SSE back
define void @implied() #2 {
  ret void
}

; -sse first, then a feature that implies it
define void @order() noimplicitfloat "target-features"="+adx,-x87,-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,-avx512f,+soft-float" "use-soft-float"="true" {
  ret void
}

; of two groups the last one counts, and each is corrected
define void @twice() #3 #4 {
  ret void
}

; nothing to do
define void @done() #5 {
  ret void
}

attributes #0 = { noimplicitfloat "target-features"="+cx16,+cx8,+fxsr,+sahf,-x87,-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,-avx512f,+soft-float" "use-soft-float"="true" }
attributes #1 = { noimplicitfloat "target-features"="-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,+soft-float,-x87,-avx512f" "use-soft-float"="true" }
attributes #2 = { noimplicitfloat "target-features"="+bmi,+popcnt,-x87,-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,-avx512f,+soft-float" "use-soft-float"="true" }
attributes #3 = { noimplicitfloat "target-features"="+bmi2,-x87,-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,-avx512f,+soft-float" "use-soft-float"="true" }
attributes #4 = { "target-features"="+bmi2,-x87,-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,-avx512f,+soft-float" }
attributes #5 = { noimplicitfloat "target-features"="+bmi,-x87,-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,-avx512f,+soft-float" "use-soft-float"="true" }
