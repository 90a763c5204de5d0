; RUN: --passes='downgrade<to=16>'

define i8 @order(i32 %a, i32 %b, <2 x i64> %v, ptr %p) {
  %1 = alloca [8 x i8], align 1
  call void @llvm.lifetime.start.p0(i64 -1, ptr nonnull %1)
  %old.0 = icmp slt i32 %a, %b
  %old.1 = icmp sgt i32 %a, %b
  %old.2 = zext i1 %old.1 to i8
  %old.3 = zext i1 %old.0 to i8
  %2 = sub i8 %old.2, %old.3
  %old.4 = icmp ult <2 x i64> %v, <i64 7, i64 7>
  %old.5 = icmp ugt <2 x i64> %v, <i64 7, i64 7>
  %old.6 = zext <2 x i1> %old.5 to <2 x i8>
  %old.7 = zext <2 x i1> %old.4 to <2 x i8>
  %3 = sub <2 x i8> %old.6, %old.7
  call void @llvm.lifetime.end.p0(i64 -1, ptr nonnull %1)
  %4 = extractelement <2 x i8> %3, i64 0
  %5 = add i8 %2, %4
  ret i8 %5
}

define double @least(double %x, double %old.0) {
  %older.0 = fcmp olt double %x, %old.0
  %older.1 = select i1 %older.0, double %x, double %old.0
  %older.2 = fcmp oeq double %x, %old.0
  %older.3 = bitcast double %x to i64
  %older.4 = bitcast double %old.0 to i64
  %older.5 = or i64 %older.3, %older.4
  %older.6 = bitcast i64 %older.5 to double
  %older.7 = select i1 %older.2, double %older.6, double %older.1
  %older.8 = fcmp uno double %old.0, %old.0
  %1 = select i1 %older.8, double %x, double %older.7
  %older.9 = fcmp ogt double %1, 1.000000e+00
  %older.10 = select i1 %older.9, double %1, double 1.000000e+00
  %older.11 = fcmp oeq double %1, 1.000000e+00
  %older.12 = bitcast double %1 to i64
  %older.13 = bitcast double 1.000000e+00 to i64
  %older.14 = and i64 %older.12, %older.13
  %older.15 = bitcast i64 %older.14 to double
  %older.16 = select i1 %older.11, double %older.15, double %older.10
  %older.17 = fcmp uno double 1.000000e+00, 1.000000e+00
  %2 = select i1 %older.17, double %1, double %older.16
  ret double %2
}

; Function Attrs: nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.start.p0(i64 immarg, ptr nocapture) #0
declare void @llvm.lifetime.end.p0(i64 immarg, ptr nocapture) #0


attributes #0 = { nocallback nofree nosync nounwind willreturn memory(argmem: readwrite) }
