; RUN: --passes='soft-float'
; Without SSE the back end selects neither sfence nor lfence.
target triple = "x86_64-apple-macosx10.15.0"

define void @f() #1 {
  tail call void asm sideeffect "sfence", "~{memory}"() #0
  call void asm sideeffect "lfence", "~{memory}"()
  call void @llvm.x86.sse2.mfence()
  ret void
}

declare void @llvm.x86.sse.sfence()
declare void @llvm.x86.sse2.lfence()
declare void @llvm.x86.sse2.mfence()

attributes #0 = { nounwind }
attributes #1 = { noimplicitfloat "target-features"="-x87,-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,-avx512f,+soft-float" "use-soft-float"="true" }
