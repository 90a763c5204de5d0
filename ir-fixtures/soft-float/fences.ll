; RUN: --passes='soft-float'
; Without SSE the back end selects neither sfence nor lfence.
target triple = "x86_64-apple-macosx10.15.0"

define void @f() {
  tail call void @llvm.x86.sse.sfence() #0
  call void @llvm.x86.sse2.lfence()
  call void @llvm.x86.sse2.mfence()
  ret void
}

declare void @llvm.x86.sse.sfence()
declare void @llvm.x86.sse2.lfence()
declare void @llvm.x86.sse2.mfence()

attributes #0 = { nounwind }
