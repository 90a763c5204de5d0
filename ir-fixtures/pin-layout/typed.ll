; RUN: --passes='pin-layout'
; LLVM: 14
; cut from rustc 1.63.0: where pointers are typed, what they lead to follows
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

%D = type { i8, [7 x i8], { i8, i128 }, [3 x { i8, i128 }], [3 x { i128, i8 }] }

define i128 @sum(%D* align 8 dereferenceable(176) %d, i64 %k) {
  %b = alloca { i8, i128 }, align 8
  %1 = bitcast { i8, i128 }* %b to i8*
  %2 = getelementptr inbounds %D, %D* %d, i32 0, i32 2
  %3 = getelementptr inbounds { i8, i128 }, { i8, i128 }* %2, i32 0, i32 1
  %4 = load i128, i128* %3, align 8
  %5 = getelementptr inbounds %D, %D* %d, i32 0, i32 3, i64 %k, i32 1
  %6 = load i128, i128* %5, align 8
  %7 = getelementptr inbounds %D, %D* %d, i32 0, i32 4
  %8 = getelementptr inbounds [3 x { i128, i8 }], [3 x { i128, i8 }]* %7, i64 0, i64 %k
  %9 = call i8 @byte({ i128, i8 }* %8)
  %10 = add i128 %4, %6
  ret i128 %10
}

define i8 @byte({ i128, i8 }* %p) {
  %1 = getelementptr inbounds { i128, i8 }, { i128, i8 }* %p, i32 0, i32 1
  %2 = load i8, i8* %1, align 8
  ret i8 %2
}
