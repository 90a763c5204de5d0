; RUN: --passes='soft-float'
; LLVM: 14
; cut from rustc 1.63.0 -O
target triple = "x86_64-apple-macosx10.7.0"

; Function Attrs: nounwind nonlazybind
define internal fastcc void @_ZN4demo3add17h0123456789abcdefE([4 x i32]* noalias nocapture %p, double* %d) unnamed_addr #0 {
start:
  %0 = bitcast [4 x i32]* %p to <4 x i32>*
  %1 = load <4 x i32>, <4 x i32>* %0, align 4
  %2 = add <4 x i32> %1, <i32 1, i32 1, i32 1, i32 1>
  store <4 x i32> %2, <4 x i32>* %0, align 4
  tail call void asm sideeffect "lfence", "~{memory}"() #1
  ret void
}

declare void @takes_pointer(double*)

declare void @llvm.x86.sse2.lfence()

define void @user(double* %d) #0 {
  call void @takes_pointer(double* %d)
  ret void
}

attributes #0 = { nounwind nonlazybind noimplicitfloat "probe-stack"="__rust_probestack" "target-cpu"="core2" "target-features"="-x87,-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,-avx512f,+soft-float" "use-soft-float"="true" }
attributes #1 = { nounwind }
