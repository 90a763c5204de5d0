; RUN: --passes='soft-float'
target triple = "x86_64-apple-macosx10.15.0"

; a group shared by a definition, a declaration and a call site
define i32 @a(ptr %p) #0 {
  %v = call i32 @b(ptr %p) #0
  ret i32 %v
}

declare i32 @b(ptr) #0

; no group
define void @c() #1 {
  ret void
}

; inline attributes
define void @d() nounwind noimplicitfloat "target-cpu"="penryn" "target-features"="-x87,-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,-avx512f,+soft-float" "use-soft-float"="true" {
  ret void
}

attributes #0 = { nounwind noimplicitfloat "target-cpu"="x86-64" "target-features"="-x87,-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,-avx512f,+soft-float" "use-soft-float"="true" }
attributes #1 = { noimplicitfloat "target-features"="-x87,-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,-avx512f,+soft-float" "use-soft-float"="true" }
