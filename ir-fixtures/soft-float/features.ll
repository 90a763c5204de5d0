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
define void @order() "target-features"="-sse,-sse2,+soft-float,+avx2,+adx" {
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

attributes #0 = { "target-features"="+cx16,+cx8,+fxsr,+mmx,+sahf,+sse,+sse2,+sse3,+sse4.1,+ssse3,+x87" }
attributes #1 = { "target-features"="-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,+soft-float" }
attributes #2 = { "target-features"="+avx512f,+avx512vbmi,+aes,+pclmul,+sha,+f16c,+fma,+gfni,+vaes,+xop,+fma4,+3dnow,+sse4a,+amx-tile,+bmi,+popcnt,-soft-float" }
attributes #3 = { "target-features"="+lzcnt" }
attributes #4 = { "target-features"="+bmi2,+avx" }
attributes #5 = { noimplicitfloat "target-features"="+bmi,-x87,-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,-avx512f,+soft-float" "use-soft-float"="true" }
