target datalayout = "e-m:o-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
; RUN: --passes='retarget'
target triple = "x86_64-apple-macosx10.15"

@a = global i32 7
@b = hidden global i32 7

define dso_local i32 @f() {
  ret i32 7
}
