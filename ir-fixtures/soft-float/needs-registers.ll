; RUN: --passes='soft-float'
target triple = "x86_64-apple-macosx10.15.0"

declare <4 x i32> @llvm.x86.sse2.psra.d(<4 x i32>, <4 x i32>)
declare <8 x i16> @llvm.x86.sse2.pmulh.w(<8 x i16>, <8 x i16>)
declare void @llvm.x86.sse.ldmxcsr(ptr)

define internal void @intrinsic(ptr %p) {
  %a = load <4 x i32>, ptr %p, align 16
  %b = call <4 x i32> @llvm.x86.sse2.psra.d(<4 x i32> %a, <4 x i32> %a)
  store <4 x i32> %b, ptr %p, align 16
  ret void
}

define internal void @control_word(ptr %p) {
  call void @llvm.x86.sse.ldmxcsr(ptr %p)
  ret void
}

define internal i64 @constraint(i64 %a) {
  %r = call i64 asm "movq $1, $0", "=r,x"(i64 %a)
  ret i64 %r
}

define internal void @named_register(i64 %a) {
  call void asm sideeffect "", "{xmm0},~{memory}"(i64 %a)
  ret void
}

define internal i64 @two_letters(i64 %a) {
  %r = call i64 asm "", "=r,^Yz"(i64 %a)
  ret i64 %r
}

define internal void @long_double(ptr %p) {
  %a = load x86_fp80, ptr %p, align 16
  %b = fadd x86_fp80 %a, %a
  store x86_fp80 %b, ptr %p, align 16
  ret void
}
