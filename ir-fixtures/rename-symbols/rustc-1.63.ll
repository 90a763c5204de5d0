; RUN: --passes='rename-symbols<printk=kprintf;strip-log-level>'
; LLVM: 14
; from rustc 1.63.0 -O
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

%"core::panic::panic_info::PanicInfo" = type { { {}*, [3 x i64]* }, i64*, %"core::panic::location::Location"*, i8, [7 x i8] }
%"core::panic::location::Location" = type { { [0 x i8]*, i64 }, i32, i32 }

@alloc1 = private unnamed_addr constant <{ [19 x i8] }> <{ [19 x i8] c"\016hello from rust\0A\00" }>, align 1
@alloc2 = private unnamed_addr constant <{ [13 x i8] }> <{ [13 x i8] c"\013%d things\0A\00" }>, align 1
@alloc3 = private unnamed_addr constant <{ [7 x i8] }> <{ [7 x i8] c"plain\0A\00" }>, align 1
@LOGGER = local_unnamed_addr constant <{ i8* }> <{ i8* bitcast (i32 (i8*, ...)* @printk to i8*) }>, align 8

; Function Attrs: nofree norecurse noreturn nosync nounwind nonlazybind readnone
define void @rust_begin_unwind(%"core::panic::panic_info::PanicInfo"* noalias nocapture noundef readonly align 8 dereferenceable(40) %_1) unnamed_addr #0 {
start:
  br label %bb1

bb1:                                              ; preds = %bb1, %start
  br label %bb1
}

; Function Attrs: nounwind nonlazybind
define i32 @start(i32 %n) unnamed_addr #1 {
start:
  %_2 = tail call i32 (i8*, ...) @printk(i8* getelementptr inbounds (<{ [19 x i8] }>, <{ [19 x i8] }>* @alloc1, i64 0, i32 0, i64 0)) #2
  %_7 = tail call i32 (i8*, ...) @printk(i8* getelementptr inbounds (<{ [13 x i8] }>, <{ [13 x i8] }>* @alloc2, i64 0, i32 0, i64 0), i32 %n) #2
  tail call void (i8*, ...) @IOLog(i8* getelementptr inbounds (<{ [7 x i8] }>, <{ [7 x i8] }>* @alloc3, i64 0, i32 0, i64 0)) #2
  ret i32 0
}

; Function Attrs: nounwind nonlazybind
declare i32 @printk(i8*, ...) unnamed_addr #1

; Function Attrs: nounwind nonlazybind
declare void @IOLog(i8*, ...) unnamed_addr #1

attributes #0 = { nofree norecurse noreturn nosync nounwind nonlazybind readnone "probe-stack"="__rust_probestack" "target-cpu"="x86-64" }
attributes #1 = { nounwind nonlazybind "probe-stack"="__rust_probestack" "target-cpu"="x86-64" }
attributes #2 = { nounwind }

!llvm.module.flags = !{!0, !1}

!0 = !{i32 7, !"PIC Level", i32 2}
!1 = !{i32 2, !"RtLibUseGOT", i32 1}
