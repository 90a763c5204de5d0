; RUN: --passes='guard-format-strings'
; from rustc 1.96.0 -C opt-level=0, cut down: formats pass through core's as_ptr
target triple = "x86_64-apple-macosx10.12.0"

@alloc_9064d52225d20751743c98c9033422ae = private unnamed_addr constant [11 x i8] c"rust panic\00", align 1
@alloc_e131ba40f874d60fbbfa4362eea7f9d5 = private unnamed_addr constant [9 x i8] c"n is %d\0A\00", align 1
@alloc_6008aa73c67e10e62fc2ed0c268eaaf9 = private unnamed_addr constant [11 x i8] c"100% done\0A\00", align 1
@alloc_d90735627e8d102e68e309dfecd6e7e9 = private unnamed_addr constant [9 x i8] c"%s at %p\00", align 1
@alloc_00105b9b1cd5a3df7e6acf65b1e4d1ca = private unnamed_addr constant [4 x i8] c"%lu\00", align 1
@alloc_345a457004b738a6bb07cc5913b9192f = private unnamed_addr constant [9 x i8] c"quiet %d\00", align 1
@alloc_51691eba7660e3afee1aaff6f693978a = private unnamed_addr constant [8 x i8] c"LOUD %d\00", align 1

; __rustc::rust_begin_unwind
define void @_RNvCsfgHYwM92fyn_7___rustc17rust_begin_unwind(ptr align 8 %_1) unnamed_addr #0 {
start:
; call core::ffi::c_str::CStr::as_ptr
  %_2 = call ptr @_ZN4core3ffi5c_str4CStr6as_ptr17h343ac1075facabf3E(ptr @alloc_9064d52225d20751743c98c9033422ae, i64 11) #4
  call void (ptr, ...) @panic(ptr %_2) #5
  unreachable
}

; core::ffi::c_str::CStr::as_ptr
define internal ptr @_ZN4core3ffi5c_str4CStr6as_ptr17h343ac1075facabf3E(ptr %self.0, i64 %self.1) unnamed_addr #1 {
start:
  ret ptr %self.0
}

define void @constants(i32 %n, ptr %p) unnamed_addr #2 {
start:
; call core::ffi::c_str::CStr::as_ptr
  %_4 = call ptr @_ZN4core3ffi5c_str4CStr6as_ptr17h343ac1075facabf3E(ptr @alloc_e131ba40f874d60fbbfa4362eea7f9d5, i64 9) #4
  %_3 = call i32 (ptr, ...) @printk(ptr %_4, i32 %n) #6
; call core::ffi::c_str::CStr::as_ptr
  %_7 = call ptr @_ZN4core3ffi5c_str4CStr6as_ptr17h343ac1075facabf3E(ptr @alloc_6008aa73c67e10e62fc2ed0c268eaaf9, i64 11) #4
  %_6 = call i32 (ptr, ...) @printk(ptr %_7) #6
; call core::ffi::c_str::CStr::as_ptr
  %_10 = call ptr @_ZN4core3ffi5c_str4CStr6as_ptr17h343ac1075facabf3E(ptr @alloc_d90735627e8d102e68e309dfecd6e7e9, i64 9) #4
  call void (ptr, ...) @IOLog(ptr %_10, i32 %n, ptr %p) #6
; call core::ffi::c_str::CStr::as_ptr
  %_13 = call ptr @_ZN4core3ffi5c_str4CStr6as_ptr17h343ac1075facabf3E(ptr @alloc_00105b9b1cd5a3df7e6acf65b1e4d1ca, i64 4) #4
  call void (ptr, ...) @IOLog(ptr %_13, i32 %n) #6
  ret void
}

define void @either(i1 zeroext %loud, ptr %fmt) unnamed_addr #2 {
start:
  %_4 = alloca [8 x i8], align 8
  br i1 %loud, label %bb1, label %bb2

bb2:                                              ; preds = %start
; call core::ffi::c_str::CStr::as_ptr
  %0 = call ptr @_ZN4core3ffi5c_str4CStr6as_ptr17h343ac1075facabf3E(ptr @alloc_345a457004b738a6bb07cc5913b9192f, i64 9) #4
  store ptr %0, ptr %_4, align 8
  br label %bb3

bb1:                                              ; preds = %start
; call core::ffi::c_str::CStr::as_ptr
  %1 = call ptr @_ZN4core3ffi5c_str4CStr6as_ptr17h343ac1075facabf3E(ptr @alloc_51691eba7660e3afee1aaff6f693978a, i64 8) #4
  store ptr %1, ptr %_4, align 8
  br label %bb3

bb3:                                              ; preds = %bb1, %bb2
  %2 = load ptr, ptr %_4, align 8
  call void (ptr, ...) @IOLog(ptr %2, i32 1) #6
  call void (ptr, ...) @IOLog(ptr %fmt, i32 5) #6
  ret void
}

define void @fatal({ i64, i64 } %0) unnamed_addr #0 {
start:
  %1 = alloca [16 x i8], align 8
  %text = alloca [16 x i8], align 8
  store { i64, i64 } %0, ptr %1, align 8
  call void @llvm.memcpy.p0.p0.i64(ptr align 8 %text, ptr align 8 %1, i64 16, i1 false)
  %2 = load ptr, ptr %text, align 8
  %3 = getelementptr inbounds i8, ptr %text, i64 8
  %4 = load i64, ptr %3, align 8
; call core::ffi::c_str::CStr::as_ptr
  %_2 = call ptr @_ZN4core3ffi5c_str4CStr6as_ptr17h343ac1075facabf3E(ptr %2, i64 %4) #4
  call void (ptr, ...) @panic(ptr %_2) #5
  unreachable
}

define i32 @into(ptr %buf, ptr %text) unnamed_addr #2 {
start:
  %_0 = call i32 (ptr, i64, ptr, ...) @snprintf(ptr %buf, i64 64, ptr %text) #6
  ret i32 %_0
}

define void @say(ptr %text) unnamed_addr #2 {
start:
  call void (ptr, ...) @IOLog(ptr %text) #6
  ret void
}

define void @say_name() unnamed_addr #2 {
start:
  %_2 = call ptr @current_name() #6
  call void @kprintf(ptr %_2) #6
  ret void
}

declare void @panic(ptr, ...) unnamed_addr #0

declare i32 @printk(ptr, ...) unnamed_addr #2

declare void @IOLog(ptr, ...) unnamed_addr #2

declare void @llvm.memcpy.p0.p0.i64(ptr noalias writeonly captures(none), ptr noalias readonly captures(none), i64, i1 immarg) #3

declare i32 @snprintf(ptr, i64, ptr, ...) unnamed_addr #2

declare ptr @current_name() unnamed_addr #2

declare void @kprintf(ptr) unnamed_addr #2

attributes #0 = { noreturn nounwind "frame-pointer"="all" "probe-stack"="inline-asm" "target-cpu"="penryn" }
attributes #1 = { inlinehint nounwind "frame-pointer"="all" "probe-stack"="inline-asm" "target-cpu"="penryn" }
attributes #2 = { nounwind "frame-pointer"="all" "probe-stack"="inline-asm" "target-cpu"="penryn" }
attributes #3 = { nocallback nofree nounwind willreturn memory(argmem: readwrite) }
attributes #4 = { inlinehint nounwind }
attributes #5 = { noreturn nounwind }
attributes #6 = { nounwind }

!llvm.module.flags = !{!0}
!llvm.ident = !{!1}

!0 = !{i32 8, !"PIC Level", i32 2}
!1 = !{!"rustc version 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)"}
