; RUN: --passes='soft-float'
; Generic vectors and float arithmetic need no change of their own.
target triple = "x86_64-apple-macosx10.15.0"

define void @v(ptr %p) #0 {
  %a = load <4 x i32>, ptr %p, align 16
  %b = mul <4 x i32> %a, splat (i32 3)
  %s = call i32 @llvm.vector.reduce.add.v4i32(<4 x i32> %b)
  store i32 %s, ptr %p, align 4
  ret void
}

declare i32 @llvm.vector.reduce.add.v4i32(<4 x i32>)
attributes #0 = { noimplicitfloat "target-features"="-x87,-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,-avx512f,+soft-float" "use-soft-float"="true" }
