; ModuleID = 'ring.a5b6e151615693ba-cgu.0'
source_filename = "ring.a5b6e151615693ba-cgu.0"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@alloc_b9bc5c9de4de4d5b0bb1d8de284d4ff6 = private unnamed_addr constant [29 x i8] c"ring: %d bytes, checksum %d\0A\00", align 1

; ring::Ring::push
; Function Attrs: noinline nounwind nonlazybind optsize uwtable
define void @_ZN4ring4Ring4push17hdfb9fbaba150dd0eE(ptr noalias noundef align 8 dereferenceable(80) %self, i8 noundef %byte) unnamed_addr #0 {
start:
  tail call void @spin_lock(ptr noundef nonnull %self) #7
  %0 = getelementptr inbounds nuw i8, ptr %self, i64 8
  %_7 = load i64, ptr %0, align 8, !noundef !3
  %_6 = and i64 %_7, 63
  %1 = getelementptr inbounds nuw i8, ptr %self, i64 16
  %2 = getelementptr inbounds nuw i8, ptr %1, i64 %_6
  store i8 %byte, ptr %2, align 1
  %3 = add i64 %_7, 1
  store i64 %3, ptr %0, align 8
  tail call void @spin_unlock(ptr noundef nonnull %self) #7
  ret void
}

; ring::Ring::checksum
; Function Attrs: nofree noinline norecurse nosync nounwind nonlazybind optsize memory(argmem: read) uwtable
define noundef i8 @_ZN4ring4Ring8checksum17h260517efbdaa7ec9E(ptr noalias noundef readonly align 8 captures(none) dereferenceable(80) %self) unnamed_addr #1 personality ptr @rust_eh_personality {
start:
  %spread = alloca [64 x i8], align 1
  call void @llvm.lifetime.start.p0(ptr nonnull %spread)
  call void @llvm.memset.p0.i64(ptr noundef nonnull align 1 dereferenceable(64) %spread, i8 0, i64 64, i1 false)
  br label %bb7

bb7:                                              ; preds = %start, %bb7
  %iter.sroa.7.012 = phi i64 [ 0, %start ], [ %_9.0.i, %bb7 ]
  %iter.sroa.0.0.idx11 = phi i64 [ 16, %start ], [ %iter.sroa.0.0.add, %bb7 ]
  %iter.sroa.0.0.ptr = getelementptr inbounds nuw i8, ptr %self, i64 %iter.sroa.0.0.idx11
  %iter.sroa.0.0.add = add nuw nsw i64 %iter.sroa.0.0.idx11, 1
  %_9.0.i = add nuw nsw i64 %iter.sroa.7.012, 1
  %_14 = load i8, ptr %iter.sroa.0.0.ptr, align 1, !noundef !3
  %_0.i = mul nuw nsw i64 %iter.sroa.7.012, 7
  %_15 = and i64 %_0.i, 63
  %0 = getelementptr inbounds nuw i8, ptr %spread, i64 %_15
  %1 = load i8, ptr %0, align 1, !noundef !3
  %2 = xor i8 %1, %_14
  store i8 %2, ptr %0, align 1
  %_6.i.i2 = icmp eq i64 %iter.sroa.0.0.add, 80
  br i1 %_6.i.i2, label %bb8.i4, label %bb7

bb8.i4:                                           ; preds = %bb7, %bb8.i4
  %i.sroa.0.0.i = phi i64 [ %_27.i, %bb8.i4 ], [ 0, %bb7 ]
  %acc.sroa.0.0.i = phi i8 [ %_0.i.i.i, %bb8.i4 ], [ 0, %bb7 ]
  %_45.i = getelementptr inbounds nuw i8, ptr %spread, i64 %i.sroa.0.0.i
  %3 = tail call noundef i8 @llvm.fshl.i8(i8 %acc.sroa.0.0.i, i8 %acc.sroa.0.0.i, i8 1)
  %_3.i.i.i = load i8, ptr %_45.i, align 1, !alias.scope !4, !noundef !3
  %_0.i.i.i = xor i8 %_3.i.i.i, %3
  %_27.i = add nuw nsw i64 %i.sroa.0.0.i, 1
  %_28.i = icmp eq i64 %_27.i, 64
  br i1 %_28.i, label %"_ZN91_$LT$core..slice..iter..Iter$LT$T$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$4fold17h484c81095add5c86E.exit", label %bb8.i4

"_ZN91_$LT$core..slice..iter..Iter$LT$T$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$4fold17h484c81095add5c86E.exit": ; preds = %bb8.i4
  call void @llvm.lifetime.end.p0(ptr nonnull %spread)
  ret i8 %_0.i.i.i
}

; ring::Ring::describe
; Function Attrs: noinline nounwind nonlazybind optsize uwtable
define void @_ZN4ring4Ring8describe17h492ee547f1136776E(ptr noalias noundef readonly align 8 captures(none) dereferenceable(80) %self) unnamed_addr #0 {
start:
  %0 = getelementptr inbounds nuw i8, ptr %self, i64 8
  %_5 = load i64, ptr %0, align 8, !noundef !3
  %_4 = trunc i64 %_5 to i32
; call ring::Ring::checksum
  %_7 = tail call noundef i8 @_ZN4ring4Ring8checksum17h260517efbdaa7ec9E(ptr noalias noundef nonnull readonly align 8 captures(address, read_provenance) dereferenceable(80) %self) #8
  %_6 = zext i8 %_7 to i32
  %_2 = tail call noundef i32 (ptr, ...) @printk(ptr noundef nonnull @alloc_b9bc5c9de4de4d5b0bb1d8de284d4ff6, i32 noundef %_4, i32 noundef %_6) #7
  ret void
}

; Function Attrs: nounwind nonlazybind optsize uwtable
define void @ring_start(ptr noalias noundef align 8 dereferenceable(80) %ring) unnamed_addr #2 {
start:
  %iter = alloca [24 x i8], align 8
  call void @llvm.lifetime.start.p0(ptr nonnull %iter)
  %_2.sroa.5.0.iter.sroa_idx = getelementptr inbounds nuw i8, ptr %iter, i64 16
  store i40 478560413032, ptr %_2.sroa.5.0.iter.sroa_idx, align 8
  br label %bb5

bb5:                                              ; preds = %start, %bb5
  %_10.i.i39 = phi i64 [ 0, %start ], [ %_11.i.i, %bb5 ]
  %_11.i.i = add nuw nsw i64 %_10.i.i39, 1
  %self3.i.i = getelementptr inbounds nuw i8, ptr %_2.sroa.5.0.iter.sroa_idx, i64 %_10.i.i39
  %_14.i.i = load i8, ptr %self3.i.i, align 1, !alias.scope !9, !noundef !3
; call ring::Ring::push
  tail call void @_ZN4ring4Ring4push17hdfb9fbaba150dd0eE(ptr noalias noundef nonnull align 8 dereferenceable(80) %ring, i8 noundef %_14.i.i) #8
  %_5.not.i.i.not = icmp eq i64 %_11.i.i, 5
  br i1 %_5.not.i.i.not, label %bb6, label %bb5

bb6:                                              ; preds = %bb5
  call void @llvm.lifetime.end.p0(ptr nonnull %iter)
; call ring::Ring::describe
  tail call void @_ZN4ring4Ring8describe17h492ee547f1136776E(ptr noalias noundef nonnull readonly align 8 captures(address, read_provenance) dereferenceable(80) %ring) #8
  ret void
}

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.start.p0(ptr captures(none)) #3

; Function Attrs: nonlazybind
declare i32 @rust_eh_personality(...) unnamed_addr #4

; Function Attrs: mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite)
declare void @llvm.lifetime.end.p0(ptr captures(none)) #3

; Function Attrs: mustprogress nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none)
declare i8 @llvm.fshl.i8(i8, i8, i8) #5

; Function Attrs: nounwind nonlazybind optsize uwtable
declare void @spin_lock(ptr noundef) unnamed_addr #2

; Function Attrs: nounwind nonlazybind optsize uwtable
declare void @spin_unlock(ptr noundef) unnamed_addr #2

; Function Attrs: mustprogress nocallback nofree nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i64(ptr writeonly captures(none), i8, i64, i1 immarg) #6

; Function Attrs: nounwind nonlazybind optsize uwtable
declare noundef i32 @printk(ptr noundef, ...) unnamed_addr #2

attributes #0 = { noinline nounwind nonlazybind optsize uwtable "probe-stack"="inline-asm" "target-cpu"="x86-64" }
attributes #1 = { nofree noinline norecurse nosync nounwind nonlazybind optsize memory(argmem: read) uwtable "probe-stack"="inline-asm" "target-cpu"="x86-64" }
attributes #2 = { nounwind nonlazybind optsize uwtable "probe-stack"="inline-asm" "target-cpu"="x86-64" }
attributes #3 = { mustprogress nocallback nofree nosync nounwind willreturn memory(argmem: readwrite) }
attributes #4 = { nonlazybind "target-cpu"="x86-64" }
attributes #5 = { mustprogress nocallback nocreateundeforpoison nofree nosync nounwind speculatable willreturn memory(none) }
attributes #6 = { mustprogress nocallback nofree nounwind willreturn memory(argmem: write) }
attributes #7 = { nounwind }
attributes #8 = { noinline nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.ident = !{!2}

!0 = !{i32 8, !"PIC Level", i32 2}
!1 = !{i32 2, !"RtLibUseGOT", i32 1}
!2 = !{!"rustc version 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)"}
!3 = !{}
!4 = !{!5, !7}
!5 = distinct !{!5, !6, !"_RNvXs2p_NtNtCscoScM8QT1vH_4core3ops3bithINtB6_6BitXorRhE6bitxor: %other"}
!6 = distinct !{!6, !"_RNvXs2p_NtNtCscoScM8QT1vH_4core3ops3bithINtB6_6BitXorRhE6bitxor"}
!7 = distinct !{!7, !8, !"_ZN4ring4Ring8checksum28_$u7b$$u7b$closure$u7d$$u7d$17h198c373d14a2b205E: %byte"}
!8 = distinct !{!8, !"_ZN4ring4Ring8checksum28_$u7b$$u7b$closure$u7d$$u7d$17h198c373d14a2b205E"}
!9 = !{!10, !12}
!10 = distinct !{!10, !11, !"_ZN4core5array4iter10iter_inner78PolymorphicIter$LT$$u5b$core..mem..maybe_uninit..MaybeUninit$LT$T$GT$$u5d$$GT$4next17h12dcbbd1f7d25011E: %self.0"}
!11 = distinct !{!11, !"_ZN4core5array4iter10iter_inner78PolymorphicIter$LT$$u5b$core..mem..maybe_uninit..MaybeUninit$LT$T$GT$$u5d$$GT$4next17h12dcbbd1f7d25011E"}
!12 = distinct !{!12, !13, !"_ZN99_$LT$core..array..iter..IntoIter$LT$T$C$_$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$4next17h35115e99294bc6faE: %self"}
!13 = distinct !{!13, !"_ZN99_$LT$core..array..iter..IntoIter$LT$T$C$_$GT$$u20$as$u20$core..iter..traits..iterator..Iterator$GT$4next17h35115e99294bc6faE"}
