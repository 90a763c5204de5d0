; RUN: --passes='downgrade<to=16>'

define i8 @order(i32 %a, i32 %b, <2 x i64> %v, ptr %p) {
  %1 = alloca [8 x i8], align 1
  call void @llvm.lifetime.start.p0(ptr nonnull %1)
  %2 = call range(i8 -1, 2) i8 @llvm.scmp.i8.i32(i32 %a, i32 noundef %b)
  %3 = tail call <2 x i8> @llvm.ucmp.v2i8.v2i64(<2 x i64> %v, <2 x i64> splat (i64 7))
  call void @llvm.lifetime.end.p0(ptr nonnull %1)
  call void @llvm.lifetime.end.p0(ptr poison)
  %4 = extractelement <2 x i8> %3, i64 0
  %5 = add i8 %2, %4
  ret i8 %5
}

define double @least(double %x, double %old.0) {
  %1 = call nsz double @llvm.minimumnum.f64(double %x, double %old.0)
  %2 = call double @llvm.maximumnum.f64(double %1, double 1.000000e+00)
  ret double %2
}

; Function Attrs: nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.start.p0(ptr captures(none)) #0
declare void @llvm.lifetime.end.p0(ptr captures(none)) #0

; Function Attrs: nocallback
declare i8 @llvm.scmp.i8.i32(i32, i32)
declare <2 x i8> @llvm.ucmp.v2i8.v2i64(<2 x i64>, <2 x i64>)
declare double @llvm.minimumnum.f64(double, double)
declare double @llvm.maximumnum.f64(double, double)

attributes #0 = { nocallback nofree nosync nounwind willreturn memory(argmem: readwrite) }
