; RUN: --passes='guard-format-strings'
; LLVM: 14
; from rustc 1.63.0 -O, cut down; kprintf is declared without '...'
target triple = "x86_64-unknown-linux-gnu"

@alloc1 = private unnamed_addr constant <{ [9 x i8] }> <{ [9 x i8] c"%s at %p\00" }>, align 1
@alloc2 = private unnamed_addr constant <{ [9 x i8] }> <{ [9 x i8] c"fine: %d\00" }>, align 1
@alloc3 = private unnamed_addr constant <{ [10 x i8] }> <{ [10 x i8] c"100% done\00" }>, align 1

define void @say(i8* %text) unnamed_addr #0 {
start:
  tail call void (i8*, ...) @IOLog(i8* %text) #2
  tail call void @kprintf(i8* %text) #2
  ret void
}

define void @constants(i32 %n, i8* %p) unnamed_addr #0 {
start:
  tail call void (i8*, ...) @IOLog(i8* getelementptr inbounds (<{ [9 x i8] }>, <{ [9 x i8] }>* @alloc1, i64 0, i32 0, i64 0), i32 %n, i8* %p) #2
  tail call void (i8*, ...) @IOLog(i8* getelementptr inbounds (<{ [9 x i8] }>, <{ [9 x i8] }>* @alloc2, i64 0, i32 0, i64 0), i32 %n) #2
  tail call void (i8*, ...) @IOLog(i8* getelementptr inbounds (<{ [10 x i8] }>, <{ [10 x i8] }>* @alloc3, i64 0, i32 0, i64 0)) #2
  ret void
}

define i32 @into(i8* nocapture writeonly %buf, i8* nocapture readonly %text) unnamed_addr #1 {
start:
  %0 = tail call i32 (i8*, i64, i8*, ...) @snprintf(i8* nonnull dereferenceable(1) %buf, i64 64, i8* %text) #2
  ret i32 %0
}

declare void @IOLog(i8*, ...) unnamed_addr #0

declare void @kprintf(i8*) unnamed_addr #0

declare noundef i32 @snprintf(i8* noalias nocapture noundef writeonly, i64 noundef, i8* nocapture noundef readonly, ...) unnamed_addr #1

attributes #0 = { nounwind nonlazybind "probe-stack"="__rust_probestack" "target-cpu"="x86-64" }
attributes #1 = { nofree nounwind nonlazybind "probe-stack"="__rust_probestack" "target-cpu"="x86-64" }
attributes #2 = { nounwind }

!llvm.module.flags = !{!0, !1}

!0 = !{i32 7, !"PIC Level", i32 2}
!1 = !{i32 2, !"RtLibUseGOT", i32 1}
