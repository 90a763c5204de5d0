; RUN: --passes='guard-format-strings'
; LLVM: 14
; from rustc 1.63.0 -C opt-level=0, cut down
target triple = "x86_64-unknown-linux-gnu"

@alloc1 = private unnamed_addr constant <{ [9 x i8] }> <{ [9 x i8] c"%s at %p\00" }>, align 1
@alloc2 = private unnamed_addr constant <{ [9 x i8] }> <{ [9 x i8] c"fine: %d\00" }>, align 1
@alloc3 = private unnamed_addr constant <{ [10 x i8] }> <{ [10 x i8] c"100% done\00" }>, align 1
@kextir.format = private unnamed_addr constant [3 x i8] c"%s\00", align 1

; core::slice::<impl [T]>::as_ptr
define i8* @"_ZN4core5slice29_$LT$impl$u20$$u5b$T$u5d$$GT$6as_ptr17h9b160c6dac3754feE"([0 x i8]* align 1 %self.0, i64 %self.1) unnamed_addr #0 {
start:
  %0 = bitcast [0 x i8]* %self.0 to i8*
  ret i8* %0
}

define void @say(i8* %text) unnamed_addr #1 {
start:
  call void (i8*, ...) @IOLog(i8* getelementptr inbounds ([3 x i8], [3 x i8]* @kextir.format, i64 0, i64 0), i8* %text) #2
  br label %bb1

bb1:                                              ; preds = %start
  call void (i8*, ...) bitcast (void (i8*)* @kprintf to void (i8*, ...)*)(i8* getelementptr inbounds ([3 x i8], [3 x i8]* @kextir.format, i64 0, i64 0), i8* %text) #2
  br label %bb2

bb2:                                              ; preds = %bb1
  ret void
}

define void @constants(i32 %n, i8* %p) unnamed_addr #1 {
start:
; call core::slice::<impl [T]>::as_ptr
  %_4 = call i8* @"_ZN4core5slice29_$LT$impl$u20$$u5b$T$u5d$$GT$6as_ptr17h9b160c6dac3754feE"([0 x i8]* align 1 bitcast (<{ [9 x i8] }>* @alloc1 to [0 x i8]*), i64 9) #2
  br label %bb1

bb1:                                              ; preds = %start
  call void (i8*, ...) @IOLog(i8* %_4, i32 %n, i8* %p) #2
  br label %bb2

bb2:                                              ; preds = %bb1
; call core::slice::<impl [T]>::as_ptr
  %_11 = call i8* @"_ZN4core5slice29_$LT$impl$u20$$u5b$T$u5d$$GT$6as_ptr17h9b160c6dac3754feE"([0 x i8]* align 1 bitcast (<{ [9 x i8] }>* @alloc2 to [0 x i8]*), i64 9) #2
  br label %bb3

bb3:                                              ; preds = %bb2
  call void (i8*, ...) @IOLog(i8* %_11, i32 %n) #2
  br label %bb4

bb4:                                              ; preds = %bb3
; call core::slice::<impl [T]>::as_ptr
  %_17 = call i8* @"_ZN4core5slice29_$LT$impl$u20$$u5b$T$u5d$$GT$6as_ptr17h9b160c6dac3754feE"([0 x i8]* align 1 bitcast (<{ [10 x i8] }>* @alloc3 to [0 x i8]*), i64 10) #2
  br label %bb5

bb5:                                              ; preds = %bb4
  call void (i8*, ...) @IOLog(i8* %_17) #2
  br label %bb6

bb6:                                              ; preds = %bb5
  ret void
}

define i32 @into(i8* %buf, i8* %text) unnamed_addr #1 {
start:
  %0 = call i32 (i8*, i64, i8*, ...) @snprintf(i8* %buf, i64 64, i8* getelementptr inbounds ([3 x i8], [3 x i8]* @kextir.format, i64 0, i64 0), i8* %text) #2
  br label %bb1

bb1:                                              ; preds = %start
  ret i32 %0
}

declare void @IOLog(i8*, ...) unnamed_addr #1

declare void @kprintf(i8*) unnamed_addr #1

declare i32 @snprintf(i8*, i64, i8*, ...) unnamed_addr #1

attributes #0 = { inlinehint nounwind nonlazybind "probe-stack"="__rust_probestack" "target-cpu"="x86-64" }
attributes #1 = { nounwind nonlazybind "probe-stack"="__rust_probestack" "target-cpu"="x86-64" }
attributes #2 = { nounwind }

!llvm.module.flags = !{!0, !1}

!0 = !{i32 7, !"PIC Level", i32 2}
!1 = !{i32 2, !"RtLibUseGOT", i32 1}
