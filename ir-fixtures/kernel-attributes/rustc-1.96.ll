; RUN: --passes='strip-split-stack,strip-unwind,kernel-attributes'
; from rustc 1.96.0 -O -C panic=abort, the triple changed
; ModuleID = 't.cfceb77a2975d81f-cgu.0'
source_filename = "t.cfceb77a2975d81f-cgu.0"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-apple-macosx10.12.0"

@alloc_8ee28242203df04197966c1871a4a5c3 = private unnamed_addr constant [6 x i8] c"n=%d\0A\00", align 1

; <t::D as core::ops::drop::Drop>::drop
; Function Attrs: nounwind nonlazybind uwtable
define void @"_ZN46_$LT$t..D$u20$as$u20$core..ops..drop..Drop$GT$4drop17hda81d4b87e0f50a2E"(ptr noalias noundef readonly align 4 captures(none) dereferenceable(4) %self) unnamed_addr #0 {
start:
  %_2 = load i32, ptr %self, align 4, !noundef !3
  tail call void @gone(i32 noundef %_2) #2
  ret void
}

; Function Attrs: nounwind nonlazybind uwtable
define noundef i32 @guarded(ptr noundef nonnull readonly captures(none) %f, i32 noundef returned %n) unnamed_addr #0 {
start:
  tail call void %f(i32 noundef %n) #2
  %_6 = add i32 %n, 1
  %_8 = add i32 %n, 2
  tail call void %f(i32 noundef %_8) #2
  tail call void @gone(i32 noundef %_6) #2, !noalias !4
  tail call void @gone(i32 noundef %n) #2, !noalias !7
  ret i32 %n
}

; Function Attrs: mustprogress nofree norecurse nosync nounwind nonlazybind willreturn memory(none) uwtable
define noundef i32 @leaf(i32 noundef %x) unnamed_addr #1 {
start:
  %_0 = mul i32 %x, 3
  ret i32 %_0
}

; Function Attrs: nounwind nonlazybind uwtable
define void @say(i32 noundef %n) unnamed_addr #0 {
start:
  %_2 = tail call noundef i32 (ptr, ...) @printk(ptr noundef nonnull @alloc_8ee28242203df04197966c1871a4a5c3, i32 noundef %n) #2
  ret void
}

; Function Attrs: nounwind nonlazybind uwtable
declare void @gone(i32 noundef) unnamed_addr #0

; Function Attrs: nounwind nonlazybind uwtable
declare noundef i32 @printk(ptr noundef, ...) unnamed_addr #0

attributes #0 = { nounwind nonlazybind uwtable "probe-stack"="inline-asm" "target-cpu"="x86-64" }
attributes #1 = { mustprogress nofree norecurse nosync nounwind nonlazybind willreturn memory(none) uwtable "probe-stack"="inline-asm" "target-cpu"="x86-64" }
attributes #2 = { nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.ident = !{!2}

!0 = !{i32 8, !"PIC Level", i32 2}
!1 = !{i32 2, !"RtLibUseGOT", i32 1}
!2 = !{!"rustc version 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)"}
!3 = !{}
!4 = !{!5}
!5 = distinct !{!5, !6, !"_ZN46_$LT$t..D$u20$as$u20$core..ops..drop..Drop$GT$4drop17hda81d4b87e0f50a2E: %self"}
!6 = distinct !{!6, !"_ZN46_$LT$t..D$u20$as$u20$core..ops..drop..Drop$GT$4drop17hda81d4b87e0f50a2E"}
!7 = !{!8}
!8 = distinct !{!8, !9, !"_ZN46_$LT$t..D$u20$as$u20$core..ops..drop..Drop$GT$4drop17hda81d4b87e0f50a2E: %self"}
!9 = distinct !{!9, !"_ZN46_$LT$t..D$u20$as$u20$core..ops..drop..Drop$GT$4drop17hda81d4b87e0f50a2E"}
