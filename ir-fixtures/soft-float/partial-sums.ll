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
  %partial.reduce = tail call <2 x i64> @llvm.vector.partial.reduce.add.v2i64.v4i64(<2 x i64> %vec.phi, <4 x i64> %1)
  %index.next = add nuw i64 %index, 4
  %2 = icmp eq i64 %index.next, %n
  br i1 %2, label %middle.block, label %vector.body

middle.block:
  %3 = tail call i64 @llvm.vector.reduce.add.v2i64(<2 x i64> %partial.reduce)
  ret i64 %3
}

define internal <2 x i16> @constants(<8 x i16> %0) {
  %part.0 = call <2 x i16> @llvm.vector.partial.reduce.add.v2i16.v8i16(<2 x i16> <i16 1, i16 2>, <8 x i16> %0) #1
  %sum = call <2 x i16> @llvm.vector.partial.reduce.add.v2i16.v2i16(<2 x i16> zeroinitializer, <2 x i16> %part.0)
  %total = call <2 x i16> @llvm.vector.partial.reduce.add.v2i16.v8i16(<2 x i16> %sum, <8 x i16> splat (i16 3))
  ret <2 x i16> %total
}

declare <2 x i64> @llvm.vector.partial.reduce.add.v2i64.v4i64(<2 x i64>, <4 x i64>)
declare <2 x i16> @llvm.vector.partial.reduce.add.v2i16.v8i16(<2 x i16>, <8 x i16>)
declare <2 x i16> @llvm.vector.partial.reduce.add.v2i16.v2i16(<2 x i16>, <2 x i16>)
declare i64 @llvm.vector.reduce.add.v2i64(<2 x i64>)

attributes #0 = { nounwind }
attributes #1 = { nounwind }
