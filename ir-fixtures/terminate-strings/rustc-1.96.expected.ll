; RUN: --passes='terminate-strings'
; from rustc 1.96.0 -O -C panic=abort
; ModuleID = 'strings.66cee4b42f83d3ca-cgu.0'
source_filename = "strings.66cee4b42f83d3ca-cgu.0"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@_RNvCs8PfdL7ebCWY_7strings4NAME = internal global [4 x i8] c"kext", align 1
@_RNvCs8PfdL7ebCWY_7strings6PUBLIC = local_unnamed_addr constant [5 x i8] c"world", align 1
@_RNvCs8PfdL7ebCWY_7strings8GREETING = internal constant [6 x i8] c"hello\00", align 1
@_RNvCs8PfdL7ebCWY_7strings5COUNT = internal constant [4 x i8] c"\07\00\00\00", align 4
@alloc_cf341fec1d989a090bc63bfde12547eb = private unnamed_addr constant [11 x i8] c"strings.rs\00", align 1
@alloc_2f9548710551102f8b3013890b75028e = private unnamed_addr constant <{ ptr, [16 x i8] }> <{ ptr @alloc_cf341fec1d989a090bc63bfde12547eb, [16 x i8] c"\0A\00\00\00\00\00\00\00\0B\00\00\00*\00\00\00" }>, align 8
@alloc_3eb2a1a5566a11839f0ac63c9931ad0f = private unnamed_addr constant [6 x i8] c"other\00", align 1
@alloc_f27c91ec91c5a0660ba00b4219598bd0 = private unnamed_addr constant [17 x i8] c"0123456789abcdef\00", align 1
@alloc_8ddbfb806732790c48e2ce8824eca02f = private unnamed_addr constant [13 x i8] c"gr\C3\BC\C3\9F \1B[0m\\\00", align 1
@alloc_427cf7da6bbe57bf2fdbddfa3078c1f8 = private unnamed_addr constant [5 x i8] c"zero\00", align 1
@alloc_63575c3e000160dea70bdb05edf17349 = private unnamed_addr constant [4 x i8] c"one\00", align 1
@alloc_babee5271e6e42dc125a96e0272fa27d = private unnamed_addr constant [4 x i8] c"two\00", align 1
@alloc_31a288b0fa6c794dd7edf923a6f685ea = private unnamed_addr constant [6 x i8] c"three\00", align 1
@alloc_df4294f06de9849937c1cd9ce1089f88 = private unnamed_addr constant [17 x i8] c"hello from rust\0A\00", align 1
@alloc_eefa4f7d11d8eb8d5e1330732fbe6d64 = private unnamed_addr constant [7 x i8] c"%s %s\0A\00", align 1
@alloc_4953236c67c55f1d6b9b4e254b7179a2 = private unnamed_addr constant [9 x i8] c"12345678\00", align 1
@switch.table.name = private unnamed_addr constant [4 x i64] [i64 4, i64 3, i64 3, i64 5], align 8
@switch.table.name.1.rel = private unnamed_addr constant [4 x i32] [i32 trunc (i64 sub (i64 ptrtoint (ptr @alloc_427cf7da6bbe57bf2fdbddfa3078c1f8 to i64), i64 ptrtoint (ptr @switch.table.name.1.rel to i64)) to i32), i32 trunc (i64 sub (i64 ptrtoint (ptr @alloc_63575c3e000160dea70bdb05edf17349 to i64), i64 ptrtoint (ptr @switch.table.name.1.rel to i64)) to i32), i32 trunc (i64 sub (i64 ptrtoint (ptr @alloc_babee5271e6e42dc125a96e0272fa27d to i64), i64 ptrtoint (ptr @switch.table.name.1.rel to i64)) to i32), i32 trunc (i64 sub (i64 ptrtoint (ptr @alloc_31a288b0fa6c794dd7edf923a6f685ea to i64), i64 ptrtoint (ptr @switch.table.name.1.rel to i64)) to i32)], align 4

; Function Attrs: nounwind nonlazybind uwtable
define noundef i8 @at(i64 noundef %i) unnamed_addr #0 {
start:
  %_3 = icmp ult i64 %i, 5
  br i1 %_3, label %bb1, label %panic

bb1:                                              ; preds = %start
  %0 = getelementptr inbounds nuw i8, ptr @_RNvCs8PfdL7ebCWY_7strings8GREETING, i64 %i
  %_0 = load i8, ptr %0, align 1, !noundef !3
  ret i8 %_0

panic:                                            ; preds = %start
; call core::panicking::panic_bounds_check
  tail call void @_RNvNtCscoScM8QT1vH_4core9panicking18panic_bounds_check(i64 noundef %i, i64 noundef 5, ptr noalias noundef readonly align 8 captures(address, read_provenance) dereferenceable(24) @alloc_2f9548710551102f8b3013890b75028e) #6
  unreachable
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind nonlazybind willreturn memory(none) uwtable
define noundef nonnull ptr @either(i1 noundef zeroext %i) unnamed_addr #1 {
start:
  %_RNvCs8PfdL7ebCWY_7strings8GREETING.alloc_3eb2a1a5566a11839f0ac63c9931ad0f = select i1 %i, ptr @_RNvCs8PfdL7ebCWY_7strings8GREETING, ptr @alloc_3eb2a1a5566a11839f0ac63c9931ad0f
  ret ptr %_RNvCs8PfdL7ebCWY_7strings8GREETING.alloc_3eb2a1a5566a11839f0ac63c9931ad0f
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind nonlazybind willreturn memory(none) uwtable
define noundef zeroext i1 @is(ptr noundef readnone captures(address) %p) unnamed_addr #1 {
start:
  %_2 = icmp eq ptr %p, @_RNvCs8PfdL7ebCWY_7strings8GREETING
  %0 = icmp eq ptr %p, @_RNvCs8PfdL7ebCWY_7strings5COUNT
  %_0.sroa.0.0 = or i1 %_2, %0
  ret i1 %_0.sroa.0.0
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind nonlazybind willreturn memory(argmem: write) uwtable
define void @list(ptr noalias noundef writeonly align 8 captures(none) dereferenceable(32) initializes((0, 32)) %x) unnamed_addr #2 {
start:
  store ptr @alloc_f27c91ec91c5a0660ba00b4219598bd0, ptr %x, align 8
  %0 = getelementptr inbounds nuw i8, ptr %x, i64 8
  store i64 16, ptr %0, align 8
  %1 = getelementptr inbounds nuw i8, ptr %x, i64 16
  store ptr @alloc_8ddbfb806732790c48e2ce8824eca02f, ptr %1, align 8
  %2 = getelementptr inbounds nuw i8, ptr %x, i64 24
  store i64 12, ptr %2, align 8
  ret void
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind nonlazybind willreturn memory(none) uwtable
define { ptr, i64 } @name(i32 noundef %x) unnamed_addr #1 {
start:
  %0 = icmp ult i32 %x, 4
  br i1 %0, label %switch.lookup, label %bb6

switch.lookup:                                    ; preds = %start
  %1 = zext nneg i32 %x to i64
  %switch.gep = getelementptr inbounds nuw i64, ptr @switch.table.name, i64 %1
  %switch.load = load i64, ptr %switch.gep, align 8
  %2 = zext nneg i32 %x to i64
  %reltable.shift = shl i64 %2, 2
  %reltable.intrinsic = call ptr @llvm.load.relative.i64(ptr @switch.table.name.1.rel, i64 %reltable.shift)
  br label %bb6

bb6:                                              ; preds = %switch.lookup, %start
  %_0.sroa.6.0 = phi i64 [ 0, %start ], [ %switch.load, %switch.lookup ]
  %_0.sroa.0.0 = phi ptr [ inttoptr (i64 1 to ptr), %start ], [ %reltable.intrinsic, %switch.lookup ]
  %3 = insertvalue { ptr, i64 } poison, ptr %_0.sroa.0.0, 0
  %4 = insertvalue { ptr, i64 } %3, i64 %_0.sroa.6.0, 1
  ret { ptr, i64 } %4
}

; Function Attrs: nounwind nonlazybind uwtable
define void @print() unnamed_addr #0 {
start:
  %_1 = tail call noundef i32 (ptr, ...) @printk(ptr noundef nonnull @alloc_df4294f06de9849937c1cd9ce1089f88) #7
  %_4 = tail call noundef i32 (ptr, ...) @printk(ptr noundef nonnull @alloc_eefa4f7d11d8eb8d5e1330732fbe6d64, ptr noundef nonnull @_RNvCs8PfdL7ebCWY_7strings8GREETING, { i64, i64 } { i64 ptrtoint (ptr @alloc_4953236c67c55f1d6b9b4e254b7179a2 to i64), i64 8 }) #7
  ret void
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind nonlazybind willreturn memory(readwrite, argmem: none, inaccessiblemem: none, target_mem0: none, target_mem1: none) uwtable
define noundef nonnull ptr @rename() unnamed_addr #3 {
start:
  %0 = load i8, ptr @_RNvCs8PfdL7ebCWY_7strings4NAME, align 1, !noundef !3
  %1 = add i8 %0, 1
  store i8 %1, ptr @_RNvCs8PfdL7ebCWY_7strings4NAME, align 1
  ret ptr @_RNvCs8PfdL7ebCWY_7strings4NAME
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind nonlazybind willreturn memory(none) uwtable
define noundef zeroext i1 @same(ptr noundef readnone captures(address) %x) unnamed_addr #1 {
start:
  %_0 = icmp eq ptr %x, @_RNvCs8PfdL7ebCWY_7strings8GREETING
  ret i1 %_0
}

; core::panicking::panic_bounds_check
; Function Attrs: cold minsize noinline noreturn nounwind nonlazybind optsize uwtable
declare void @_RNvNtCscoScM8QT1vH_4core9panicking18panic_bounds_check(i64 noundef, i64 noundef, ptr noalias noundef readonly align 8 captures(address, read_provenance) dereferenceable(24)) unnamed_addr #4

; Function Attrs: nounwind nonlazybind uwtable
declare noundef i32 @printk(ptr noundef, ...) unnamed_addr #0

; Function Attrs: nocallback nofree nosync nounwind willreturn memory(argmem: read)
declare ptr @llvm.load.relative.i64(ptr, i64) #5

attributes #0 = { nounwind nonlazybind uwtable "probe-stack"="inline-asm" "target-cpu"="x86-64" }
attributes #1 = { mustprogress nofree norecurse nosync nounwind nonlazybind willreturn memory(none) uwtable "probe-stack"="inline-asm" "target-cpu"="x86-64" }
attributes #2 = { mustprogress nofree norecurse nosync nounwind nonlazybind willreturn memory(argmem: write) uwtable "probe-stack"="inline-asm" "target-cpu"="x86-64" }
attributes #3 = { mustprogress nofree norecurse nosync nounwind nonlazybind willreturn memory(readwrite, argmem: none, inaccessiblemem: none, target_mem0: none, target_mem1: none) uwtable "probe-stack"="inline-asm" "target-cpu"="x86-64" }
attributes #4 = { cold minsize noinline noreturn nounwind nonlazybind optsize uwtable "probe-stack"="inline-asm" "target-cpu"="x86-64" }
attributes #5 = { nocallback nofree nosync nounwind willreturn memory(argmem: read) }
attributes #6 = { noinline noreturn nounwind }
attributes #7 = { nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.ident = !{!2}

!0 = !{i32 8, !"PIC Level", i32 2}
!1 = !{i32 2, !"RtLibUseGOT", i32 1}
!2 = !{!"rustc version 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)"}
!3 = !{}
