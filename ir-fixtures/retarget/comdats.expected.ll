target datalayout = "e-m:o-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
; RUN: --passes='retarget'
target triple = "x86_64-apple-macosx10.15"



@g = weak_odr dso_local constant i32 7, align 4
@h = weak_odr dso_local global i32 7, align 4

; external, so that any one of several is kept
define weak_odr dso_local void @a() unnamed_addr align 16 {
  ret void
}

define linkonce_odr hidden void @b() {
  ret void
}

define internal void @c() {
  ret void
}

define void @"odd name"() {
  ret void
}
