; RUN: --passes='retarget'
; as rustc 1.96.0 writes it for x86_64-unknown-linux-gnu
; ModuleID = 'demo.6f2b0d1e4c3a5968-cgu.0'
source_filename = "demo.6f2b0d1e4c3a5968-cgu.0"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@__rustc_debug_gdb_scripts_section__ = linkonce_odr unnamed_addr constant [34 x i8] c"\01gdb_load_rust_pretty_printers.py\00", section ".debug_gdb_scripts", align 1

define i32 @main(i32 %0, ptr %1) {
top:
  %2 = load volatile i8, ptr @__rustc_debug_gdb_scripts_section__, align 1
  %3 = sext i32 %0 to i64
  %4 = trunc i64 %3 to i32
  ret i32 %4
}

!llvm.module.flags = !{!0, !1, !2}

!0 = !{i32 8, !"PIC Level", i32 2}
!1 = !{i32 2, !"RtLibUseGOT", i32 1}
!2 = !{i32 1, !"Code Model", i32 2}
