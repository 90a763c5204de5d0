; What rustc writes for a small crate, shortened: kextir filters it when it is built, so that V8 has
; compiled what filtering such a module takes.
source_filename = "hello.9c87d23b2f8faff9-cgu.0"
target datalayout = "e-m:o-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-apple-macosx10.12.0"

@alloc_1f0c = private unnamed_addr constant [16 x i8] c"hello from rust\0A", align 1
@alloc_9a3e = private unnamed_addr constant <{ [6 x i8] }> <{ [6 x i8] c"lib.rs" }>, align 1
@alloc_77d1 = private unnamed_addr constant <{ ptr, [16 x i8] }> <{ ptr @alloc_9a3e, [16 x i8] c"\06\00\00\00\00\00\00\00\05\00\00\00\09\00\00\00" }>, align 8
@llvm.used = appending global [1 x ptr] [ptr @hello], section "llvm.metadata"

; hello::sum
; Function Attrs: nofree norecurse nosync nounwind memory(argmem: read) uwtable
define i32 @sum(ptr noundef nonnull readonly align 4 captures(none) %a.0, i64 noundef range(i64 0, 2305843009213693952) %a.1) unnamed_addr #0 !dbg !6 {
start:
  %0 = icmp eq i64 %a.1, 0
  br i1 %0, label %bb4, label %bb3

bb3:                                              ; preds = %start, %bb3
  %iter = phi i64 [ %next, %bb3 ], [ 0, %start ]
  %s = phi i32 [ %add, %bb3 ], [ 0, %start ]
  %p = getelementptr inbounds nuw i32, ptr %a.0, i64 %iter
  %x = load i32, ptr %p, align 4, !dbg !9, !noundef !5
  %add = add i32 %x, %s
  %next = add nuw nsw i64 %iter, 1
  %done = icmp eq i64 %next, %a.1
  br i1 %done, label %bb4, label %bb3, !dbg !9

bb4:                                              ; preds = %bb3, %start
  %r = phi i32 [ 0, %start ], [ %add, %bb3 ]
  ret i32 %r, !dbg !9
}

; hello::hello
; Function Attrs: nounwind uwtable
define void @hello(i64 noundef %i) unnamed_addr #1 personality ptr @rust_eh_personality {
start:
  %0 = tail call i32 (ptr, ...) @printk(ptr noundef nonnull @alloc_1f0c) #4
  %1 = icmp ult i64 %i, 4
  br i1 %1, label %bb1, label %panic

bb1:                                              ; preds = %start
  ret void

panic:                                            ; preds = %start
  tail call void @_RNvNtCs1234_4core9panicking18panic_bounds_check(i64 noundef %i, i64 noundef 4, ptr noundef align 8 dereferenceable(24) @alloc_77d1) #5
  unreachable
}

; core::panicking::panic_bounds_check
; Function Attrs: cold noreturn uwtable
declare void @_RNvNtCs1234_4core9panicking18panic_bounds_check(i64 noundef, i64 noundef, ptr noundef align 8 dereferenceable(24)) unnamed_addr #2

; Function Attrs: nounwind uwtable
declare noundef i32 @printk(ptr noundef, ...) unnamed_addr #1

; Function Attrs: nounwind uwtable
declare noundef range(i32 0, 10) i32 @rust_eh_personality(i32 noundef, i32 noundef, i64 noundef, ptr noundef, ptr noundef) unnamed_addr #1

; Function Attrs: nocallback nofree nosync nounwind willreturn memory(argmem: write)
declare void @llvm.memset.p0.i64(ptr writeonly captures(none), i8, i64, i1 immarg) #3

attributes #0 = { nofree norecurse nosync nounwind memory(argmem: read) uwtable "frame-pointer"="all" "probe-stack"="inline-asm" "target-cpu"="penryn" }
attributes #1 = { nounwind uwtable "frame-pointer"="all" "probe-stack"="inline-asm" "target-cpu"="penryn" }
attributes #2 = { cold noreturn uwtable "frame-pointer"="all" "probe-stack"="inline-asm" "target-cpu"="penryn" }
attributes #3 = { nocallback nofree nosync nounwind willreturn memory(argmem: write) }
attributes #4 = { nounwind }
attributes #5 = { noreturn nounwind }

!llvm.module.flags = !{!0, !1, !2}
!llvm.ident = !{!3}
!llvm.dbg.cu = !{!4}

!0 = !{i32 8, !"PIC Level", i32 2}
!1 = !{i32 7, !"uwtable", i32 2}
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !{!"rustc version 1.96.0"}
!4 = distinct !DICompileUnit(language: DW_LANG_Rust, file: !7, producer: "clang LLVM (rustc version 1.96.0)", isOptimized: true, runtimeVersion: 0, emissionKind: LineTablesOnly, splitDebugInlining: false)
!5 = !{}
!6 = distinct !DISubprogram(name: "sum", scope: !7, file: !7, line: 2, type: !8, scopeLine: 2, flags: DIFlagPrototyped, spFlags: DISPFlagDefinition | DISPFlagOptimized, unit: !4)
!7 = !DIFile(filename: "lib.rs", directory: ".")
!8 = !DISubroutineType(types: !5)
!9 = !DILocation(line: 3, column: 5, scope: !6)
