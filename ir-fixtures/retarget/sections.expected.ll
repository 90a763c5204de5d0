target datalayout = "e-m:o-p270:32:32-p271:32:32-p272:64:64-i64:64-i128:128-f80:128-n8:16:32:64-S128"
; RUN: --passes='retarget'
target triple = "x86_64-apple-macosx10.15"

@a = constant [4 x i8] c"abc\00", align 1
@b = global i32 7, align 4
@c = global i32 0, align 4
@d = constant i32 7, section "__DATA,__data", align 4
@e = internal constant ptr @init, section "__DATA,__mod_init_func,mod_init_funcs", align 8
@f = internal constant ptr @init, align 8, section "__DATA,__mod_term_func,mod_term_funcs"
@g = constant i32 1
@h = constant i32 1, section "__DATA,__mine"
@i = external global i32
@j = private constant [3 x i8] c"bc\00", section "__LLVM,__bitcode", align 1
@llvm.compiler.used = appending global [2 x ptr] [ptr @e, ptr @f], section "llvm.metadata"

define internal void @init() {
  ret void
}

define void @plain() align 16 {
  ret void
}
