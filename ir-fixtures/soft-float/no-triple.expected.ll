; RUN: --passes='soft-float'
define void @f() #0 {
  ret void
}

attributes #0 = { noimplicitfloat "target-features"="-x87,-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,-avx512f,+soft-float" "use-soft-float"="true" }
