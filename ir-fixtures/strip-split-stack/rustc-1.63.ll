; RUN: --passes='strip-split-stack'
; LLVM: 14
; from rustc 1.63.0 -O, cut down
; ModuleID = 't.05f31372-cgu.0'
source_filename = "t.05f31372-cgu.0"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@alloc1 = private unnamed_addr constant <{ [6 x i8] }> <{ [6 x i8] c"n=%d\0A\00" }>, align 1

; Function Attrs: mustprogress nofree norecurse nosync nounwind nonlazybind readnone uwtable willreturn
define i32 @leaf(i32 %x) unnamed_addr #1 {
start:
  %0 = mul i32 %x, 3
  ret i32 %0
}

; Function Attrs: nonlazybind uwtable
define void @say(i32 %n) unnamed_addr #0 {
start:
  %_2 = tail call i32 (i8*, ...) @printk(i8* getelementptr inbounds (<{ [6 x i8] }>, <{ [6 x i8] }>* @alloc1, i64 0, i32 0, i64 0), i32 %n)
  ret void
}

; Function Attrs: nonlazybind uwtable
declare i32 @printk(i8*, ...) unnamed_addr #0

attributes #0 = { nonlazybind uwtable "probe-stack"="__rust_probestack" "target-cpu"="x86-64" }
attributes #1 = { mustprogress nofree norecurse nosync nounwind nonlazybind readnone uwtable willreturn "probe-stack"="__rust_probestack" "target-cpu"="x86-64" }

!llvm.module.flags = !{!0, !1}

!0 = !{i32 7, !"PIC Level", i32 2}
!1 = !{i32 2, !"RtLibUseGOT", i32 1}
