; RUN: --passes='retarget'
; LLVM: 14
; as rustc 1.63.0 writes it for x86_64-unknown-linux-gnu
source_filename = "demo.24e2e012-cgu.0"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@__rustc_debug_gdb_scripts_section__ = linkonce_odr unnamed_addr constant <{ [34 x i8] }> <{ [34 x i8] c"\01gdb_load_rust_pretty_printers.py\00" }>, section ".debug_gdb_scripts", align 1

define i32 @main(i32 %0, i8** %1) {
top:
  %2 = load volatile i8, i8* getelementptr inbounds (<{ [34 x i8] }>, <{ [34 x i8] }>* @__rustc_debug_gdb_scripts_section__, i32 0, i32 0, i32 0), align 1
  %3 = sext i32 %0 to i64
  %4 = trunc i64 %3 to i32
  ret i32 %4
}
