; RUN: --passes='strip-unwind,kernel-attributes'
; LLVM: 14
; from rustc 1.63.0 -O, the triple changed
; ModuleID = 't.05f31372-cgu.0'
source_filename = "t.05f31372-cgu.0"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-apple-macosx10.7.0"

%"unwind::libunwind::_Unwind_Exception" = type { i64, void (i32, %"unwind::libunwind::_Unwind_Exception"*)*, [6 x i64] }
%"unwind::libunwind::_Unwind_Context" = type { [0 x i8] }

@alloc1 = private unnamed_addr constant <{ [6 x i8] }> <{ [6 x i8] c"n=%d\0A\00" }>, align 1

; core::ptr::drop_in_place<t::D>
; Function Attrs: nonlazybind uwtable
define internal fastcc void @"_ZN4core3ptr25drop_in_place$LT$t..D$GT$17h85a59e8dbf36ab6bE"(i32* nocapture readonly %_1) unnamed_addr #0 {
start:
  tail call void @llvm.experimental.noalias.scope.decl(metadata !2)
  %_2.i = load i32, i32* %_1, align 4, !alias.scope !2
  tail call void @gone(i32 %_2.i) #7, !noalias !2
  ret void
}

; <t::D as core::ops::drop::Drop>::drop
; Function Attrs: nonlazybind uwtable
define void @"_ZN46_$LT$t..D$u20$as$u20$core..ops..drop..Drop$GT$4drop17h1ba61c6ad14944e7E"(i32* noalias nocapture noundef readonly align 4 dereferenceable(4) %self) unnamed_addr #0 {
start:
  %_2 = load i32, i32* %self, align 4
  tail call void @gone(i32 %_2) #7
  ret void
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind nonlazybind readnone uwtable willreturn
define i32 @leaf(i32 %x) unnamed_addr #1 {
start:
  %0 = mul i32 %x, 3
  ret i32 %0
}

; Function Attrs: nonlazybind uwtable
define i32 @guarded(void (i32)* nocapture noundef nonnull readonly %f, i32 %n) unnamed_addr #0 {
start:
  %e = alloca i32, align 4
  %d = alloca i32, align 4
  %0 = bitcast i32* %d to i8*
  call void @llvm.lifetime.start.p0i8(i64 4, i8* nonnull %0)
  store i32 %n, i32* %d, align 4
  call void %f(i32 %n) #7
  br label %bb1

bb5:                                              ; preds = %cleanup1, %bb7, %cleanup
  %.pn = phi { i8*, i32 } [ %4, %bb7 ], [ %3, %cleanup1 ], [ %1, %cleanup ]
; invoke core::ptr::drop_in_place<t::D>
  call fastcc void @"_ZN4core3ptr25drop_in_place$LT$t..D$GT$17h85a59e8dbf36ab6bE"(i32* nonnull %d) #5
  br label %bb6

cleanup:                                          ; preds = %start
  %1 = freeze { i8*, i32 } undef
  br label %bb5

bb1:                                              ; preds = %start
  %2 = bitcast i32* %e to i8*
  call void @llvm.lifetime.start.p0i8(i64 4, i8* nonnull %2)
  %_9 = add i32 %n, 1
  store i32 %_9, i32* %e, align 4
  %_13 = add i32 %n, 2
  call void %f(i32 %_13) #7
  br label %bb2

cleanup1:                                         ; preds = %bb2
  %3 = freeze { i8*, i32 } undef
  br label %bb5

bb2:                                              ; preds = %bb1
  call void @gone(i32 %_9) #7
  br label %bb3

bb3:                                              ; preds = %bb2
  call void @llvm.lifetime.end.p0i8(i64 4, i8* nonnull %2)
  tail call void @gone(i32 %n) #7, !noalias !5
  call void @llvm.lifetime.end.p0i8(i64 4, i8* nonnull %0)
  ret i32 %n

bb7:                                              ; preds = %bb1
  %4 = freeze { i8*, i32 } undef
; invoke core::ptr::drop_in_place<t::D>
  call fastcc void @"_ZN4core3ptr25drop_in_place$LT$t..D$GT$17h85a59e8dbf36ab6bE"(i32* nonnull %e) #5
  br label %bb5

abort:                                            ; preds = %bb5, %bb7
  %5 = freeze { i8*, i32 } undef
; call core::panicking::panic_no_unwind
  tail call void @_ZN4core9panicking15panic_no_unwind17h81efef8d2418efafE() #6
  unreachable

bb6:                                              ; preds = %bb5
  unreachable
}

; Function Attrs: nonlazybind uwtable
define void @say(i32 %n) unnamed_addr #0 {
start:
  %_2 = tail call i32 (i8*, ...) @printk(i8* getelementptr inbounds (<{ [6 x i8] }>, <{ [6 x i8] }>* @alloc1, i64 0, i32 0, i64 0), i32 %n) #7
  ret void
}

; Function Attrs: nonlazybind uwtable
declare void @gone(i32) unnamed_addr #8

; Function Attrs: argmemonly mustprogress nofree nosync nounwind willreturn
declare void @llvm.lifetime.start.p0i8(i64 immarg, i8* nocapture) #2

; core::panicking::panic_no_unwind
; Function Attrs: cold noinline noreturn nounwind nonlazybind uwtable
declare void @_ZN4core9panicking15panic_no_unwind17h81efef8d2418efafE() unnamed_addr #3

; Function Attrs: argmemonly mustprogress nofree nosync nounwind willreturn
declare void @llvm.lifetime.end.p0i8(i64 immarg, i8* nocapture) #2

; Function Attrs: nonlazybind uwtable
declare i32 @printk(i8*, ...) unnamed_addr #8

; Function Attrs: inaccessiblememonly nofree nosync nounwind willreturn
declare void @llvm.experimental.noalias.scope.decl(metadata) #4

attributes #0 = { nounwind noimplicitfloat noredzone ssp "probe-stack"="__rust_probestack" "target-cpu"="x86-64" "frame-pointer"="all" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" }
attributes #1 = { mustprogress nofree norecurse nosync nounwind readnone willreturn noimplicitfloat noredzone ssp "probe-stack"="__rust_probestack" "target-cpu"="x86-64" "frame-pointer"="all" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" }
attributes #2 = { argmemonly mustprogress nofree nosync nounwind willreturn }
attributes #3 = { cold noinline noreturn nounwind noimplicitfloat noredzone "probe-stack"="__rust_probestack" "target-cpu"="x86-64" "frame-pointer"="all" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" }
attributes #4 = { inaccessiblememonly nofree nosync nounwind willreturn }
attributes #5 = { noinline nobuiltin noimplicitfloat noredzone "no-builtins" }
attributes #6 = { noinline noreturn nounwind nobuiltin noimplicitfloat noredzone "no-builtins" }
attributes #7 = { nobuiltin noimplicitfloat noredzone "no-builtins" }
attributes #8 = { nounwind noimplicitfloat noredzone "probe-stack"="__rust_probestack" "target-cpu"="x86-64" "frame-pointer"="all" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" }

!llvm.module.flags = !{!8}
!8 = !{i32 7, !"frame-pointer", i32 2}
!2 = !{!3}
!3 = distinct !{!3, !4, !"_ZN46_$LT$t..D$u20$as$u20$core..ops..drop..Drop$GT$4drop17h1ba61c6ad14944e7E: %self"}
!4 = distinct !{!4, !"_ZN46_$LT$t..D$u20$as$u20$core..ops..drop..Drop$GT$4drop17h1ba61c6ad14944e7E"}
!5 = !{!6}
!6 = distinct !{!6, !7, !"_ZN46_$LT$t..D$u20$as$u20$core..ops..drop..Drop$GT$4drop17h1ba61c6ad14944e7E: %self"}
!7 = distinct !{!7, !"_ZN46_$LT$t..D$u20$as$u20$core..ops..drop..Drop$GT$4drop17h1ba61c6ad14944e7E"}
