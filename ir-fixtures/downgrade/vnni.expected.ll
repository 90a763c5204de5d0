; RUN: --passes='downgrade<to=19>'
; LLVM: none
; From LLVM 21 or so on these take vectors of what they multiply.

define <16 x i32> @f(<16 x i32> %sum, <64 x i8> %a, <64 x i8> %b) {
  %old.0 = bitcast <64 x i8> %a to <16 x i32>
  %old.1 = bitcast <64 x i8> %b to <16 x i32>
  %r = call <16 x i32> @llvm.x86.avx512.vpdpbusd.512(<16 x i32> %sum, <16 x i32> %old.0, <16 x i32> %old.1)
  ret <16 x i32> %r
}

declare <16 x i32> @llvm.x86.avx512.vpdpbusd.512(<16 x i32>, <16 x i32>, <16 x i32>)

attributes #0 = { nounwind }
