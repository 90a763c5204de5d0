; RUN: --passes='guard-format-strings'
; from rustc 1.96.0 -O, cut down
target triple = "x86_64-apple-macosx10.12.0"

@alloc_9064d52225d20751743c98c9033422ae = private unnamed_addr constant [11 x i8] c"rust panic\00", align 1
@alloc_e131ba40f874d60fbbfa4362eea7f9d5 = private unnamed_addr constant [9 x i8] c"n is %d\0A\00", align 1
@alloc_6008aa73c67e10e62fc2ed0c268eaaf9 = private unnamed_addr constant [11 x i8] c"100% done\0A\00", align 1
@alloc_d90735627e8d102e68e309dfecd6e7e9 = private unnamed_addr constant [9 x i8] c"%s at %p\00", align 1
@alloc_00105b9b1cd5a3df7e6acf65b1e4d1ca = private unnamed_addr constant [4 x i8] c"%lu\00", align 1
@alloc_345a457004b738a6bb07cc5913b9192f = private unnamed_addr constant [9 x i8] c"quiet %d\00", align 1
@alloc_51691eba7660e3afee1aaff6f693978a = private unnamed_addr constant [8 x i8] c"LOUD %d\00", align 1
@kextir.format = private unnamed_addr constant [3 x i8] c"%s\00", align 1

; __rustc::rust_begin_unwind
define void @_RNvCsfgHYwM92fyn_7___rustc17rust_begin_unwind(ptr noalias noundef readonly align 8 captures(none) dereferenceable(24) %_1) unnamed_addr #0 {
start:
  tail call void (ptr, ...) @panic(ptr noundef nonnull @alloc_9064d52225d20751743c98c9033422ae) #4
  unreachable
}

define void @constants(i32 noundef %n, ptr noundef %p) unnamed_addr #1 {
start:
  %_3 = tail call noundef i32 (ptr, ...) @printk(ptr noundef nonnull @alloc_e131ba40f874d60fbbfa4362eea7f9d5, i32 noundef %n) #5
  %_6 = tail call noundef i32 (ptr, ...) @printk(ptr noundef nonnull @alloc_6008aa73c67e10e62fc2ed0c268eaaf9) #5
  tail call void (ptr, ...) @IOLog(ptr noundef nonnull @alloc_d90735627e8d102e68e309dfecd6e7e9, i32 noundef %n, ptr noundef %p) #5
  tail call void (ptr, ...) @IOLog(ptr noundef nonnull @alloc_00105b9b1cd5a3df7e6acf65b1e4d1ca, i32 noundef %n) #5
  ret void
}

define void @either(i1 noundef zeroext %loud, ptr noundef %fmt) unnamed_addr #1 {
start:
  %alloc_51691eba7660e3afee1aaff6f693978a.alloc_345a457004b738a6bb07cc5913b9192f = select i1 %loud, ptr @alloc_51691eba7660e3afee1aaff6f693978a, ptr @alloc_345a457004b738a6bb07cc5913b9192f
  tail call void (ptr, ...) @IOLog(ptr noundef nonnull %alloc_51691eba7660e3afee1aaff6f693978a.alloc_345a457004b738a6bb07cc5913b9192f, i32 noundef 1) #5
  tail call void (ptr, ...) @IOLog(ptr noundef %fmt, i32 noundef 5) #5
  ret void
}

define void @fatal({ i64, i64 } %0) unnamed_addr #0 {
start:
  %.fca.0.extract = extractvalue { i64, i64 } %0, 0
  %1 = inttoptr i64 %.fca.0.extract to ptr
  %2 = icmp ne i64 %.fca.0.extract, 0
  tail call void @llvm.assume(i1 %2)
  tail call void (ptr, ...) @panic(ptr @kextir.format, ptr noundef nonnull %1) #4
  unreachable
}

define noundef i32 @into(ptr noundef writeonly captures(none) %buf, ptr noundef readonly captures(none) %text) unnamed_addr #2 {
start:
  %_0 = tail call noundef i32 (ptr, i64, ptr, ...) @snprintf(ptr noundef nonnull dereferenceable(1) %buf, i64 noundef 64, ptr @kextir.format, ptr noundef %text) #5
  ret i32 %_0
}

define void @say(ptr noundef %text) unnamed_addr #1 {
start:
  tail call void (ptr, ...) @IOLog(ptr @kextir.format, ptr noundef %text) #5
  ret void
}

define void @say_name() unnamed_addr #1 {
start:
  %_2 = tail call noundef ptr @current_name() #5
  tail call void (ptr, ...) @kprintf(ptr @kextir.format, ptr noundef %_2) #5
  ret void
}

declare void @panic(ptr noundef, ...) unnamed_addr #0

declare noundef i32 @printk(ptr noundef, ...) unnamed_addr #1

declare void @IOLog(ptr noundef, ...) unnamed_addr #1

declare noundef i32 @snprintf(ptr noalias noundef writeonly captures(none), i64 noundef, ptr noundef readonly captures(none), ...) unnamed_addr #2

declare noundef ptr @current_name() unnamed_addr #1

declare void @kprintf(ptr noundef) unnamed_addr #1

declare void @llvm.assume(i1 noundef) #3

attributes #0 = { noreturn nounwind "frame-pointer"="all" "probe-stack"="inline-asm" "target-cpu"="penryn" }
attributes #1 = { nounwind "frame-pointer"="all" "probe-stack"="inline-asm" "target-cpu"="penryn" }
attributes #2 = { nofree nounwind "frame-pointer"="all" "probe-stack"="inline-asm" "target-cpu"="penryn" }
attributes #3 = { nocallback nofree nosync nounwind willreturn memory(inaccessiblemem: write) }
attributes #4 = { noreturn nounwind }
attributes #5 = { nounwind }

!llvm.module.flags = !{!0}
!llvm.ident = !{!1}

!0 = !{i32 8, !"PIC Level", i32 2}
!1 = !{!"rustc version 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)"}
