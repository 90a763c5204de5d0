; RUN: --passes='rename-symbols'
; from rustc 1.96.0 -O: both functions are declared, one declaration stays
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@LOGGER = local_unnamed_addr constant ptr @printk, align 8
@alloc_fae68ebb00f955b125889fb331a2b438 = private unnamed_addr constant [19 x i8] c"\016hello from rust\0A\00", align 1
@alloc_e4e7bcc48cd9e40ac46d836f02a340ab = private unnamed_addr constant [13 x i8] c"\013%d things\0A\00", align 1
@alloc_c42bb70033c4b41e957046741b3085b3 = private unnamed_addr constant [7 x i8] c"plain\0A\00", align 1

; __rustc::rust_begin_unwind
; Function Attrs: nofree norecurse noreturn nosync nounwind nonlazybind memory(none) uwtable
define void @_RNvCsfgHYwM92fyn_7___rustc17rust_begin_unwind(ptr noalias noundef readonly align 8 captures(none) dereferenceable(24) %_1) unnamed_addr #0 {
start:
  br label %bb1

bb1:                                              ; preds = %bb1, %start
  br label %bb1
}

; Function Attrs: nounwind nonlazybind uwtable
define noundef i32 @start(i32 noundef %n) unnamed_addr #1 {
start:
  %_2 = tail call noundef i32 (ptr, ...) @printk(ptr noundef nonnull @alloc_fae68ebb00f955b125889fb331a2b438) #2
  %_5 = tail call noundef i32 (ptr, ...) @printk(ptr noundef nonnull @alloc_e4e7bcc48cd9e40ac46d836f02a340ab, i32 noundef %n) #2
  tail call void (ptr, ...) @IOLog(ptr noundef nonnull @alloc_c42bb70033c4b41e957046741b3085b3) #2
  ret i32 0
}

; Function Attrs: nounwind nonlazybind uwtable
declare noundef i32 @printk(ptr noundef, ...) unnamed_addr #1

; Function Attrs: nounwind nonlazybind uwtable
declare void @IOLog(ptr noundef, ...) unnamed_addr #1

attributes #0 = { nofree norecurse noreturn nosync nounwind nonlazybind memory(none) uwtable "probe-stack"="inline-asm" "target-cpu"="x86-64" }
attributes #1 = { nounwind nonlazybind uwtable "probe-stack"="inline-asm" "target-cpu"="x86-64" }
attributes #2 = { nounwind }

!llvm.module.flags = !{!0, !1}
!llvm.ident = !{!2}

!0 = !{i32 8, !"PIC Level", i32 2}
!1 = !{i32 2, !"RtLibUseGOT", i32 1}
!2 = !{!"rustc version 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)"}
