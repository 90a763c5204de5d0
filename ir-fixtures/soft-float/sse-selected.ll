; RUN: --passes='soft-float'
; Without SSE the back end does not select these, though they need no register of it.
target triple = "x86_64-apple-macosx10.15.0"

define void @f(ptr %p) {
  tail call void @llvm.x86.sse.sfence() #0
  call void @llvm.x86.sse2.lfence()
  call void @llvm.x86.sse2.mfence()
  call void @llvm.x86.sse2.clflush(ptr %p)
  call void @llvm.x86.sse3.monitor(ptr %p, i32 0, i32 0)
  call void @llvm.x86.sse3.mwait(i32 1, i32 32)
  ret void
}

declare void @llvm.x86.sse.sfence()
declare void @llvm.x86.sse2.lfence()
declare void @llvm.x86.sse2.mfence()
declare void @llvm.x86.sse2.clflush(ptr)
declare void @llvm.x86.sse3.monitor(ptr, i32, i32)
declare void @llvm.x86.sse3.mwait(i32, i32)

attributes #0 = { nounwind }
