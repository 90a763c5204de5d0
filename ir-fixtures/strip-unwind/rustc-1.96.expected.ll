; RUN: --passes='strip-unwind'
; from rustc 1.96.0, panic=unwind
; ModuleID = 't.cfceb77a2975d81f-cgu.0'
source_filename = "t.cfceb77a2975d81f-cgu.0"
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

@alloc_618d5c0c89369353a9e17212e84bca42 = private unnamed_addr constant [5 x i8] c"t.rs\00", align 1
@alloc_a14477a07098573fb0bd8bd37b4c899d = private unnamed_addr constant <{ ptr, [16 x i8] }> <{ ptr @alloc_618d5c0c89369353a9e17212e84bca42, [16 x i8] c"\04\00\00\00\00\00\00\00\06\00\00\00X\00\00\00" }>, align 8
@alloc_1fb06ba42a993bbdf267a71ad2e1f397 = private unnamed_addr constant <{ ptr, [16 x i8] }> <{ ptr @alloc_618d5c0c89369353a9e17212e84bca42, [16 x i8] c"\04\00\00\00\00\00\00\00\06\00\00\00`\00\00\00" }>, align 8
@alloc_8ee28242203df04197966c1871a4a5c3 = private unnamed_addr constant [6 x i8] c"n=%d\0A\00", align 1

; <t::D as core::ops::drop::Drop>::drop
; Function Attrs: nonlazybind uwtable
define void @"_ZN46_$LT$t..D$u20$as$u20$core..ops..drop..Drop$GT$4drop17hda81d4b87e0f50a2E"(ptr align 4 %self) unnamed_addr #0 {
start:
  %_2 = load i32, ptr %self, align 4
  call void @gone(i32 %_2) #5
  ret void
}

; core::mem::drop
; Function Attrs: inlinehint nonlazybind uwtable
define void @_ZN4core3mem4drop17h3cf31aebab707181E(i32 %0) unnamed_addr #1 {
start:
  %_x = alloca [4 x i8], align 4
  store i32 %0, ptr %_x, align 4
; call core::ptr::drop_in_place<t::D>
  call void @"_ZN4core3ptr25drop_in_place$LT$t..D$GT$17h9703ca8d053f5208E"(ptr align 4 %_x)
  ret void
}

; core::ptr::drop_in_place<t::D>
; Function Attrs: nonlazybind uwtable
define void @"_ZN4core3ptr25drop_in_place$LT$t..D$GT$17h9703ca8d053f5208E"(ptr align 4 %_1) unnamed_addr #0 {
start:
; call <t::D as core::ops::drop::Drop>::drop
  call void @"_ZN46_$LT$t..D$u20$as$u20$core..ops..drop..Drop$GT$4drop17hda81d4b87e0f50a2E"(ptr align 4 %_1)
  ret void
}

; Function Attrs: nonlazybind uwtable
define i32 @guarded(ptr %f, i32 %n) unnamed_addr #0 {
start:
  %0 = alloca [16 x i8], align 8
  %_13 = alloca [1 x i8], align 1
  %e = alloca [4 x i8], align 4
  %d = alloca [4 x i8], align 4
  store i8 0, ptr %_13, align 1
  store i32 %n, ptr %d, align 4
  call void %f(i32 %n)
  br label %bb1

bb7:                                              ; preds = %bb9, %bb10, %cleanup
; invoke core::ptr::drop_in_place<t::D>
  call void @"_ZN4core3ptr25drop_in_place$LT$t..D$GT$17h9703ca8d053f5208E"(ptr align 4 %d) #6
  br label %bb8

cleanup:                                          ; preds = %panic, %start
  %1 = freeze { ptr, i32 } undef
  %2 = extractvalue { ptr, i32 } %1, 0
  %3 = extractvalue { ptr, i32 } %1, 1
  store ptr %2, ptr %0, align 8
  %4 = getelementptr inbounds i8, ptr %0, i64 8
  store i32 %3, ptr %4, align 8
  br label %bb7

bb1:                                              ; preds = %start
  %_7.0 = add i32 %n, 1
  %_7.1 = icmp ult i32 %_7.0, %n
  br i1 %_7.1, label %panic, label %bb2

bb2:                                              ; preds = %bb1
  store i8 1, ptr %_13, align 1
  store i32 %_7.0, ptr %e, align 4
  %_10.0 = add i32 %n, 2
  %_10.1 = icmp ult i32 %_10.0, %n
  br i1 %_10.1, label %panic1, label %bb3

panic:                                            ; preds = %bb1
; invoke core::panicking::panic_const::panic_const_add_overflow
  call void @_RNvNtNtCscoScM8QT1vH_4core9panicking11panic_const24panic_const_add_overflow(ptr align 8 @alloc_a14477a07098573fb0bd8bd37b4c899d) #7
  br label %unreachable

unreachable:                                      ; preds = %panic1, %panic
  unreachable

bb3:                                              ; preds = %bb2
  call void %f(i32 %_10.0)
  br label %bb4

panic1:                                           ; preds = %bb2
; invoke core::panicking::panic_const::panic_const_add_overflow
  call void @_RNvNtNtCscoScM8QT1vH_4core9panicking11panic_const24panic_const_add_overflow(ptr align 8 @alloc_1fb06ba42a993bbdf267a71ad2e1f397) #7
  br label %unreachable

bb10:                                             ; preds = %cleanup2
  %5 = load i8, ptr %_13, align 1
  %6 = trunc nuw i8 %5 to i1
  br i1 %6, label %bb9, label %bb7

cleanup2:                                         ; preds = %bb4, %bb3, %panic1
  %7 = freeze { ptr, i32 } undef
  %8 = extractvalue { ptr, i32 } %7, 0
  %9 = extractvalue { ptr, i32 } %7, 1
  store ptr %8, ptr %0, align 8
  %10 = getelementptr inbounds i8, ptr %0, i64 8
  store i32 %9, ptr %10, align 8
  br label %bb10

bb4:                                              ; preds = %bb3
  store i8 0, ptr %_13, align 1
  %_12 = load i32, ptr %e, align 4
; invoke core::mem::drop
  call void @_ZN4core3mem4drop17h3cf31aebab707181E(i32 %_12)
  br label %bb5

bb5:                                              ; preds = %bb4
  %_0 = load i32, ptr %d, align 4
  store i8 0, ptr %_13, align 1
; call core::ptr::drop_in_place<t::D>
  call void @"_ZN4core3ptr25drop_in_place$LT$t..D$GT$17h9703ca8d053f5208E"(ptr align 4 %d)
  ret i32 %_0

bb9:                                              ; preds = %bb10
; invoke core::ptr::drop_in_place<t::D>
  call void @"_ZN4core3ptr25drop_in_place$LT$t..D$GT$17h9703ca8d053f5208E"(ptr align 4 %e) #6
  br label %bb7

terminate:                                        ; preds = %bb7, %bb9
  %11 = freeze { ptr, i32 } undef
; call core::panicking::panic_in_cleanup
  call void @_RNvNtCscoScM8QT1vH_4core9panicking16panic_in_cleanup() #8
  unreachable

bb8:                                              ; preds = %bb7
  %12 = load ptr, ptr %0, align 8
  %13 = getelementptr inbounds i8, ptr %0, i64 8
  %14 = load i32, ptr %13, align 8
  %15 = insertvalue { ptr, i32 } poison, ptr %12, 0
  %16 = insertvalue { ptr, i32 } %15, i32 %14, 1
  unreachable
}

; Function Attrs: nounwind nonlazybind uwtable
define i32 @leaf(i32 %x) unnamed_addr #2 {
start:
  %_0.i = mul i32 %x, 3
  br label %bb1

terminate:                                        ; No predecessors!
  %0 = freeze { ptr, i32 } undef
; call core::panicking::panic_cannot_unwind
  call void @_RNvNtCscoScM8QT1vH_4core9panicking19panic_cannot_unwind() #8
  unreachable

bb1:                                              ; preds = %start
  ret i32 %_0.i
}

; Function Attrs: nonlazybind uwtable
define void @say(i32 %n) unnamed_addr #0 {
start:
  %_2 = call i32 (ptr, ...) @printk(ptr @alloc_8ee28242203df04197966c1871a4a5c3, i32 %n) #5
  ret void
}

; Function Attrs: nounwind nonlazybind uwtable
declare void @gone(i32) unnamed_addr #2

; core::panicking::panic_const::panic_const_add_overflow
; Function Attrs: cold noinline noreturn nonlazybind uwtable
declare void @_RNvNtNtCscoScM8QT1vH_4core9panicking11panic_const24panic_const_add_overflow(ptr align 8) unnamed_addr #3

; core::panicking::panic_in_cleanup
; Function Attrs: cold minsize noinline noreturn nounwind nonlazybind optsize uwtable
declare void @_RNvNtCscoScM8QT1vH_4core9panicking16panic_in_cleanup() unnamed_addr #4

; core::panicking::panic_cannot_unwind
; Function Attrs: cold minsize noinline noreturn nounwind nonlazybind optsize uwtable
declare void @_RNvNtCscoScM8QT1vH_4core9panicking19panic_cannot_unwind() unnamed_addr #4

; Function Attrs: nounwind nonlazybind uwtable
declare i32 @printk(ptr, ...) unnamed_addr #2

attributes #0 = { nounwind "probe-stack"="inline-asm" "target-cpu"="x86-64" }
attributes #1 = { inlinehint nounwind "probe-stack"="inline-asm" "target-cpu"="x86-64" }
attributes #2 = { nounwind "probe-stack"="inline-asm" "target-cpu"="x86-64" }
attributes #3 = { cold noinline noreturn "probe-stack"="inline-asm" "target-cpu"="x86-64" }
attributes #4 = { cold minsize noinline noreturn nounwind optsize "probe-stack"="inline-asm" "target-cpu"="x86-64" }
attributes #5 = { nounwind }
attributes #6 = { cold }
attributes #7 = { noreturn }
attributes #8 = { cold noreturn nounwind }

!llvm.ident = !{!2}

!2 = !{!"rustc version 1.96.0 (ac68faa20 2026-05-25) (built from a source tarball)"}
