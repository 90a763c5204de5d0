; RUN: --passes='soft-float'
; Once NEON is off, the code generator ends at these with "Do not know how to scalarize".
; The loop is from rustc 1.96.0 -O --target aarch64-apple-darwin.
target triple = "arm64-apple-macosx11.0.0"

define noundef i64 @sums(ptr noundef %p, i64 %n) unnamed_addr #0 {
start:
  br label %vector.body

vector.body:
  %index = phi i64 [ 0, %start ], [ %index.next, %vector.body ]
  %vec.phi = phi <2 x i64> [ zeroinitializer, %start ], [ %partial.reduce, %vector.body ]
  %0 = getelementptr inbounds nuw i32, ptr %p, i64 %index
  %wide.load = load <4 x i32>, ptr %0, align 4
  %1 = zext <4 x i32> %wide.load to <4 x i64>
  %part.0 = shufflevector <4 x i64> %1, <4 x i64> poison, <2 x i32> <i32 0, i32 1>
  %part.1 = shufflevector <4 x i64> %1, <4 x i64> poison, <2 x i32> <i32 2, i32 3>
  %part.2 = add <2 x i64> %vec.phi, %part.0
  %partial.reduce = add <2 x i64> %part.2, %part.1
  %index.next = add nuw i64 %index, 4
  %2 = icmp eq i64 %index.next, %n
  br i1 %2, label %middle.block, label %vector.body

middle.block:
  %3 = tail call i64 @llvm.vector.reduce.add.v2i64(<2 x i64> %partial.reduce)
  ret i64 %3
}

define internal <2 x i16> @constants(<8 x i16> %0) #2 {
  %parts.0 = shufflevector <8 x i16> %0, <8 x i16> poison, <2 x i32> <i32 0, i32 1>
  %parts.1 = shufflevector <8 x i16> %0, <8 x i16> poison, <2 x i32> <i32 2, i32 3>
  %parts.2 = shufflevector <8 x i16> %0, <8 x i16> poison, <2 x i32> <i32 4, i32 5>
  %parts.3 = shufflevector <8 x i16> %0, <8 x i16> poison, <2 x i32> <i32 6, i32 7>
  %parts.4 = add <2 x i16> <i16 1, i16 2>, %parts.0
  %parts.5 = add <2 x i16> %parts.4, %parts.1
  %parts.6 = add <2 x i16> %parts.5, %parts.2
  %part.0 = add <2 x i16> %parts.6, %parts.3
  %parts.7 = shufflevector <2 x i16> %part.0, <2 x i16> poison, <2 x i32> <i32 0, i32 1>
  %sum = add <2 x i16> zeroinitializer, %parts.7
  %parts.8 = shufflevector <8 x i16> splat (i16 3), <8 x i16> poison, <2 x i32> <i32 0, i32 1>
  %parts.9 = shufflevector <8 x i16> splat (i16 3), <8 x i16> poison, <2 x i32> <i32 2, i32 3>
  %parts.10 = shufflevector <8 x i16> splat (i16 3), <8 x i16> poison, <2 x i32> <i32 4, i32 5>
  %parts.11 = shufflevector <8 x i16> splat (i16 3), <8 x i16> poison, <2 x i32> <i32 6, i32 7>
  %parts.12 = add <2 x i16> %sum, %parts.8
  %parts.13 = add <2 x i16> %parts.12, %parts.9
  %parts.14 = add <2 x i16> %parts.13, %parts.10
  %total = add <2 x i16> %parts.14, %parts.11
  ret <2 x i16> %total
}

declare <2 x i64> @llvm.vector.partial.reduce.add.v2i64.v4i64(<2 x i64>, <4 x i64>)
declare <2 x i16> @llvm.vector.partial.reduce.add.v2i16.v8i16(<2 x i16>, <8 x i16>)
declare <2 x i16> @llvm.vector.partial.reduce.add.v2i16.v2i16(<2 x i16>, <2 x i16>)
declare i64 @llvm.vector.reduce.add.v2i64(<2 x i64>)

attributes #0 = { nounwind noimplicitfloat "target-features"="-neon,-fp-armv8" "use-soft-float"="true" }
attributes #1 = { nounwind }
attributes #2 = { noimplicitfloat "target-features"="-neon,-fp-armv8" "use-soft-float"="true" }
