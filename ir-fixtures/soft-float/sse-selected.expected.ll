; RUN: --passes='soft-float'
; Without SSE the back end does not select these, though they need no register of it.
target triple = "x86_64-apple-macosx10.15.0"

define void @f(ptr %p) #1 {
  tail call void asm sideeffect "sfence", "~{memory}"() #0
  call void asm sideeffect "lfence", "~{memory}"()
  call void @llvm.x86.sse2.mfence()
  call void asm sideeffect "clflush ($0)", "r,~{memory}"(ptr %p)
  call void asm sideeffect "monitor", "{ax},{cx},{dx},~{memory}"(ptr %p, i32 0, i32 0)
  call void asm sideeffect "mwait", "{cx},{ax},~{memory}"(i32 1, i32 32)
  ret void
}

declare void @llvm.x86.sse.sfence()
declare void @llvm.x86.sse2.lfence()
declare void @llvm.x86.sse2.mfence()
declare void @llvm.x86.sse2.clflush(ptr)
declare void @llvm.x86.sse3.monitor(ptr, i32, i32)
declare void @llvm.x86.sse3.mwait(i32, i32)

attributes #0 = { nounwind }
attributes #1 = { noimplicitfloat "target-features"="-x87,-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,-avx512f,+soft-float" "use-soft-float"="true" }
