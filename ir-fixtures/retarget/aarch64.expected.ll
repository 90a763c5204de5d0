; RUN: --passes='retarget'
; as rustc 1.96.0 writes it for aarch64-unknown-none
target datalayout = "e-m:o-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-n32:64-S128-Fn32"
target triple = "arm64-apple-macosx11.0.0"

define void @f() {
  ret void
}
