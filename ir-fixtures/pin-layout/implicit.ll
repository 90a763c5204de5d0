; RUN: --passes='pin-layout'
; Padding that is not written out, as in pairs of scalars from rustc 1.63.
target datalayout = "e-m:e-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128"
target triple = "x86_64-unknown-linux-gnu"

%T = type { i8, i128 }
%U = type { i128, i8 }
%V = type { i32, [2 x %T], { i64, [3 x { i128, i8 }] }, ptr }
%Unused = type { i8, i64 }

@zero = global %V zeroinitializer
@elsewhere = external global { i8, i128 }
@address = constant ptr getelementptr inbounds (%V, ptr @zero, i64 0, i32 2, i32 1, i64 2, i32 1)

define ptr @f(ptr %p) {
  %q = getelementptr inbounds { i32, i128 }, ptr %p, i64 1, i32 1
  %r = getelementptr inbounds { i32, i128 }, ptr %q, i64 1, i32 1
  ret ptr %r
}

; A value named like a type.
define ptr @far(ptr %U, i64 %T) {
  %1 = alloca { i8, i128 }
  %2 = alloca [4 x %U], i64 %T, align 8
  %3 = getelementptr %V, ptr %U, i64 %T, i32 1, i64 %T, i32 1
  %4 = load i128, ptr %3
  store volatile i128 %4, ptr %1, !nontemporal !0
  store i128 %4, ptr %2, align 8
  %5 = load atomic i128, ptr %3 syncscope("singlethread") acquire, align 8
  %6 = getelementptr inbounds { i8, i128 }, ptr %U, i64 1, i32 1
  ret ptr %6
}

; In registers nothing has to change.
define { i128, i8 } @value(i128 %a, i8 %b) {
  %1 = call { i128, i1 } @llvm.uadd.with.overflow.i128(i128 %a, i128 7)
  %2 = extractvalue { i128, i1 } %1, 0
  %3 = insertvalue { i128, i8 } undef, i128 %2, 0
  %4 = insertvalue { i128, i8 } %3, i8 %b, 1
  ret { i128, i8 } %4
}

define void @copies(ptr sret({ i8, i128 }) %c, ptr byval({ i8, i128 }) %a, ptr byval(%U) align 8 %b) {
  call void @copies(ptr sret({ i8, i128 }) %c, ptr byval({ i8, i128 }) %a, ptr byval(%U) align 8 %b)
  ret void
}

declare { i128, i1 } @llvm.uadd.with.overflow.i128(i128, i128)

!0 = !{i32 1}
