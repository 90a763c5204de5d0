; RUN: --passes='downgrade<to=19>'
; LLVM: none
; From LLVM 21 or so on these take vectors of what they multiply.

define <16 x i32> @f(<16 x i32> %sum, <64 x i8> %a, <64 x i8> %b) {
  %r = tail call <16 x i32> @llvm.x86.avx512.vpdpbusd.512(<16 x i32> %sum, <64 x i8> %a, <64 x i8> %b) #0
  ret <16 x i32> %r
}

declare <16 x i32> @llvm.x86.avx512.vpdpbusd.512(<16 x i32>, <64 x i8>, <64 x i8>)

attributes #0 = { nounwind }
