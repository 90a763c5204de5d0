; RUN: --passes='soft-float<except=excepted>'
; Target intrinsics and assembly that general registers do for; declarations nobody calls.
target triple = "x86_64-apple-macosx10.15.0"

declare void @llvm.x86.sse2.pause()
declare i64 @llvm.x86.rdtsc()
declare i32 @llvm.x86.sse42.crc32.32.32(i32, i32)
declare <4 x i32> @llvm.x86.sse2.psra.d(<4 x i32>, <4 x i32>)

define i64 @fine(i32 %a, double %unused) #0 {
  call void @llvm.x86.sse2.pause()
  %c = call i32 @llvm.x86.sse42.crc32.32.32(i32 %a, i32 %a)
  %t = call i64 @llvm.x86.rdtsc()
  call void asm sideeffect "", "~{xmm0},~{st},~{mm0},~{fpsr},~{dirflag},~{memory}"()
  %r = call i32 asm "", "=r,r|x,{rdi}"(i32 %a, i32 %a)
  ret i64 %t
}

define internal void @excepted(ptr %p) {
  %a = load <4 x i32>, ptr %p, align 16
  %b = call <4 x i32> @llvm.x86.sse2.psra.d(<4 x i32> %a, <4 x i32> %a)
  store <4 x i32> %b, ptr %p, align 16
  ret void
}

attributes #0 = { noimplicitfloat "target-features"="+crc32,-x87,-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,-avx512f,+soft-float" "use-soft-float"="true" }
