target datalayout = "e-m:o-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
; RUN: --passes='retarget'
target triple = "x86_64-apple-macosx10.15"

declare void @"\01raw"()

define void @f() {
  call void @"\01raw"()
  ret void
}
