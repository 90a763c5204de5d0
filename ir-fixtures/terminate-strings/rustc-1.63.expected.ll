; RUN: --passes='terminate-strings'
; LLVM: 14
; from rustc 1.63.0 -O -C panic=abort
; ModuleID = 'strings.611269c2-cgu.0'
source_filename = "strings.611269c2-cgu.0"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

%"core::panic::location::Location" = type { { [0 x i8]*, i64 }, i32, i32 }

@_ZN7strings8GREETING17h5cf696a9e4e89184E = internal constant <{ [6 x i8] }> <{ [6 x i8] c"hello\00" }>, align 1
@_ZN7strings5COUNT17ha69cd189d3ccd4abE = internal constant <{ [4 x i8] }> <{ [4 x i8] c"\07\00\00\00" }>, align 4
@_ZN7strings6PUBLIC17hd05ca9a9a8e6739fE = local_unnamed_addr constant <{ [5 x i8] }> <{ [5 x i8] c"world" }>, align 1
@_ZN7strings4NAME17hf9326ffe69aa496eE = internal global <{ [4 x i8] }> <{ [4 x i8] c"kext" }>, align 1
@alloc65 = private unnamed_addr constant <{ [17 x i8] }> <{ [17 x i8] c"hello from rust\0A\00" }>, align 1
@alloc66 = private unnamed_addr constant <{ [7 x i8] }> <{ [7 x i8] c"%s %s\0A\00" }>, align 1
@alloc67 = private unnamed_addr constant <{ [9 x i8] }> <{ [9 x i8] c"12345678\00" }>, align 1
@alloc68 = private unnamed_addr constant <{ [17 x i8] }> <{ [17 x i8] c"0123456789abcdef\00" }>, align 1
@alloc69 = private unnamed_addr constant <{ [13 x i8] }> <{ [13 x i8] c"gr\C3\BC\C3\9F \1B[0m\\\00" }>, align 1
@alloc70 = private unnamed_addr constant <{ [11 x i8] }> <{ [11 x i8] c"strings.rs\00" }>, align 1
@alloc71 = private unnamed_addr constant <{ i8*, [16 x i8] }> <{ i8* getelementptr inbounds (<{ [11 x i8] }>, <{ [11 x i8] }>* @alloc70, i32 0, i32 0, i32 0), [16 x i8] c"\0A\00\00\00\00\00\00\00\0B\00\00\00*\00\00\00" }>, align 8
@alloc7 = private unnamed_addr constant <{ [6 x i8] }> <{ [6 x i8] c"other\00" }>, align 1
@alloc72 = private unnamed_addr constant <{}> zeroinitializer, align 1
@alloc73 = private unnamed_addr constant <{ [6 x i8] }> <{ [6 x i8] c"three\00" }>, align 1
@alloc74 = private unnamed_addr constant <{ [4 x i8] }> <{ [4 x i8] c"two\00" }>, align 1
@alloc75 = private unnamed_addr constant <{ [4 x i8] }> <{ [4 x i8] c"one\00" }>, align 1
@alloc76 = private unnamed_addr constant <{ [5 x i8] }> <{ [5 x i8] c"zero\00" }>, align 1
@switch.table.name = private unnamed_addr constant [4 x i64] [i64 4, i64 3, i64 3, i64 5], align 8
@reltable.name = private unnamed_addr constant [4 x i32] [i32 trunc (i64 sub (i64 ptrtoint (<{ [5 x i8] }>* @alloc76 to i64), i64 ptrtoint ([4 x i32]* @reltable.name to i64)) to i32), i32 trunc (i64 sub (i64 ptrtoint (<{ [4 x i8] }>* @alloc75 to i64), i64 ptrtoint ([4 x i32]* @reltable.name to i64)) to i32), i32 trunc (i64 sub (i64 ptrtoint (<{ [4 x i8] }>* @alloc74 to i64), i64 ptrtoint ([4 x i32]* @reltable.name to i64)) to i32), i32 trunc (i64 sub (i64 ptrtoint (<{ [6 x i8] }>* @alloc73 to i64), i64 ptrtoint ([4 x i32]* @reltable.name to i64)) to i32)], align 4

; Function Attrs: nounwind nonlazybind
define void @print() unnamed_addr #0 {
start:
  %_1 = tail call i32 (i8*, ...) @printk(i8* getelementptr inbounds (<{ [17 x i8] }>, <{ [17 x i8] }>* @alloc65, i64 0, i32 0, i64 0)) #7
  %_5 = tail call i32 (i8*, ...) @printk(i8* getelementptr inbounds (<{ [7 x i8] }>, <{ [7 x i8] }>* @alloc66, i64 0, i32 0, i64 0), i8* getelementptr inbounds (<{ [6 x i8] }>, <{ [6 x i8] }>* @_ZN7strings8GREETING17h5cf696a9e4e89184E, i64 0, i32 0, i64 0), { i64, i64 } { i64 ptrtoint (<{ [9 x i8] }>* @alloc67 to i64), i64 8 }) #7
  ret void
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind nonlazybind willreturn writeonly
define void @list([2 x { [0 x i8]*, i64 }]* noalias nocapture noundef writeonly align 8 dereferenceable(32) %x) unnamed_addr #1 {
start:
  %0 = getelementptr inbounds [2 x { [0 x i8]*, i64 }], [2 x { [0 x i8]*, i64 }]* %x, i64 0, i64 0, i32 0
  store [0 x i8]* bitcast (<{ [17 x i8] }>* @alloc68 to [0 x i8]*), [0 x i8]** %0, align 8
  %1 = getelementptr inbounds [2 x { [0 x i8]*, i64 }], [2 x { [0 x i8]*, i64 }]* %x, i64 0, i64 0, i32 1
  store i64 16, i64* %1, align 8
  %2 = getelementptr inbounds [2 x { [0 x i8]*, i64 }], [2 x { [0 x i8]*, i64 }]* %x, i64 0, i64 1, i32 0
  store [0 x i8]* bitcast (<{ [13 x i8] }>* @alloc69 to [0 x i8]*), [0 x i8]** %2, align 8
  %3 = getelementptr inbounds [2 x { [0 x i8]*, i64 }], [2 x { [0 x i8]*, i64 }]* %x, i64 0, i64 1, i32 1
  store i64 12, i64* %3, align 8
  ret void
}

; Function Attrs: mustprogress nofree nosync nounwind nonlazybind readnone willreturn
define noundef zeroext i1 @is(i8* readnone %p) unnamed_addr #2 {
start:
  %_2 = icmp eq i8* %p, getelementptr inbounds (<{ [6 x i8] }>, <{ [6 x i8] }>* @_ZN7strings8GREETING17h5cf696a9e4e89184E, i64 0, i32 0, i64 0)
  %_8 = icmp eq i8* %p, getelementptr inbounds (<{ [4 x i8] }>, <{ [4 x i8] }>* @_ZN7strings5COUNT17ha69cd189d3ccd4abE, i64 0, i32 0, i64 0)
  %.0 = or i1 %_2, %_8
  ret i1 %.0
}

; Function Attrs: nounwind nonlazybind
define i8 @at(i64 %i) unnamed_addr #0 {
start:
  %_5 = icmp ult i64 %i, 5
  br i1 %_5, label %bb1, label %panic, !prof !2

bb1:                                              ; preds = %start
  %0 = getelementptr inbounds <{ [6 x i8] }>, <{ [6 x i8] }>* @_ZN7strings8GREETING17h5cf696a9e4e89184E, i64 0, i32 0, i64 %i
  %1 = load i8, i8* %0, align 1
  ret i8 %1

panic:                                            ; preds = %start
; call core::panicking::panic_bounds_check
  tail call void @_ZN4core9panicking18panic_bounds_check17haa0aa704ba684d7fE(i64 %i, i64 5, %"core::panic::location::Location"* noalias noundef readonly align 8 dereferenceable(24) bitcast (<{ i8*, [16 x i8] }>* @alloc71 to %"core::panic::location::Location"*)) #8
  unreachable
}

; Function Attrs: mustprogress nofree nosync nounwind nonlazybind willreturn
define i8* @rename() unnamed_addr #3 {
start:
  %0 = load i8, i8* getelementptr inbounds (<{ [4 x i8] }>, <{ [4 x i8] }>* @_ZN7strings4NAME17hf9326ffe69aa496eE, i64 0, i32 0, i64 0), align 1
  %1 = add i8 %0, 1
  store i8 %1, i8* getelementptr inbounds (<{ [4 x i8] }>, <{ [4 x i8] }>* @_ZN7strings4NAME17hf9326ffe69aa496eE, i64 0, i32 0, i64 0), align 1
  ret i8* getelementptr inbounds (<{ [4 x i8] }>, <{ [4 x i8] }>* @_ZN7strings4NAME17hf9326ffe69aa496eE, i64 0, i32 0, i64 0)
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind nonlazybind readnone willreturn
define [5 x i8]* @either(i1 noundef zeroext %i) unnamed_addr #4 {
start:
  %. = select i1 %i, [5 x i8]* getelementptr inbounds (<{ [5 x i8] }>, <{ [5 x i8] }>* bitcast (<{ [6 x i8] }>* @_ZN7strings8GREETING17h5cf696a9e4e89184E to <{ [5 x i8] }>*), i64 0, i32 0), [5 x i8]* getelementptr inbounds (<{ [5 x i8] }>, <{ [5 x i8] }>* bitcast (<{ [6 x i8] }>* @alloc7 to <{ [5 x i8] }>*), i64 0, i32 0)
  ret [5 x i8]* %.
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind nonlazybind readnone willreturn
define noundef zeroext i1 @same([5 x i8]* readnone %x) unnamed_addr #4 {
start:
  %0 = icmp eq [5 x i8]* %x, getelementptr inbounds (<{ [5 x i8] }>, <{ [5 x i8] }>* bitcast (<{ [6 x i8] }>* @_ZN7strings8GREETING17h5cf696a9e4e89184E to <{ [5 x i8] }>*), i64 0, i32 0)
  ret i1 %0
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind nonlazybind readnone willreturn
define { [0 x i8]*, i64 } @name(i32 %x) unnamed_addr #4 {
start:
  %0 = icmp ult i32 %x, 4
  br i1 %0, label %switch.lookup, label %bb6

switch.lookup:                                    ; preds = %start
  %1 = sext i32 %x to i64
  %switch.gep = getelementptr inbounds [4 x i64], [4 x i64]* @switch.table.name, i64 0, i64 %1
  %switch.load = load i64, i64* %switch.gep, align 8
  %2 = sext i32 %x to i64
  %reltable.shift = shl i64 %2, 2
  %reltable.intrinsic = call i8* @llvm.load.relative.i64(i8* bitcast ([4 x i32]* @reltable.name to i8*), i64 %reltable.shift)
  %reltable.bitcast = bitcast i8* %reltable.intrinsic to [0 x i8]*
  br label %bb6

bb6:                                              ; preds = %switch.lookup, %start
  %.sroa.6.0 = phi i64 [ 0, %start ], [ %switch.load, %switch.lookup ]
  %.sroa.0.0 = phi [0 x i8]* [ bitcast (<{}>* @alloc72 to [0 x i8]*), %start ], [ %reltable.bitcast, %switch.lookup ]
  %3 = insertvalue { [0 x i8]*, i64 } undef, [0 x i8]* %.sroa.0.0, 0
  %4 = insertvalue { [0 x i8]*, i64 } %3, i64 %.sroa.6.0, 1
  ret { [0 x i8]*, i64 } %4
}

; Function Attrs: nounwind nonlazybind
declare i32 @printk(i8*, ...) unnamed_addr #0

; core::panicking::panic_bounds_check
; Function Attrs: cold noinline noreturn nounwind nonlazybind
declare void @_ZN4core9panicking18panic_bounds_check17haa0aa704ba684d7fE(i64, i64, %"core::panic::location::Location"* noalias noundef readonly align 8 dereferenceable(24)) unnamed_addr #5

; Function Attrs: argmemonly nofree nosync nounwind readonly willreturn
declare i8* @llvm.load.relative.i64(i8*, i64) #6

attributes #0 = { nounwind nonlazybind "probe-stack"="__rust_probestack" "target-cpu"="x86-64" }
attributes #1 = { mustprogress nofree norecurse nosync nounwind nonlazybind willreturn writeonly "probe-stack"="__rust_probestack" "target-cpu"="x86-64" }
attributes #2 = { mustprogress nofree nosync nounwind nonlazybind readnone willreturn "probe-stack"="__rust_probestack" "target-cpu"="x86-64" }
attributes #3 = { mustprogress nofree nosync nounwind nonlazybind willreturn "probe-stack"="__rust_probestack" "target-cpu"="x86-64" }
attributes #4 = { mustprogress nofree norecurse nosync nounwind nonlazybind readnone willreturn "probe-stack"="__rust_probestack" "target-cpu"="x86-64" }
attributes #5 = { cold noinline noreturn nounwind nonlazybind "probe-stack"="__rust_probestack" "target-cpu"="x86-64" }
attributes #6 = { argmemonly nofree nosync nounwind readonly willreturn }
attributes #7 = { nounwind }
attributes #8 = { noreturn nounwind }

!llvm.module.flags = !{!0, !1}

!0 = !{i32 7, !"PIC Level", i32 2}
!1 = !{i32 2, !"RtLibUseGOT", i32 1}
!2 = !{!"branch_weights", i32 2000, i32 1}
