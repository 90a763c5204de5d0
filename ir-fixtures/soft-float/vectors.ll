; RUN: --passes='soft-float'
; Generic vectors and float arithmetic need no change of their own.
target triple = "x86_64-apple-macosx10.15.0"

define void @v(ptr %p) {
  %a = load <4 x i32>, ptr %p, align 16
  %b = mul <4 x i32> %a, splat (i32 3)
  %s = call i32 @llvm.vector.reduce.add.v4i32(<4 x i32> %b)
  store i32 %s, ptr %p, align 4
  ret void
}

declare i32 @llvm.vector.reduce.add.v4i32(<4 x i32>)
