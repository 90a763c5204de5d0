; RUN: --passes='retarget'
target triple = "x86_64-unknown-none-elf"

@a = constant [4 x i8] c"abc\00", section ".rodata.str", align 1
@b = global i32 7, section ".data", align 4
@c = global i32 0, section ".bss.c", align 4
@d = constant i32 7, section ".data.patched", align 4
@e = internal constant ptr @init, section ".init_array", align 8
@f = internal constant ptr @init, align 8, section ".fini_array"
@g = constant i32 1, section ".note.mine"
@h = constant i32 1, section "__DATA,__mine"
@i = external global i32, section ".data"
@j = private constant [3 x i8] c"bc\00", section ".llvmbc", align 1
@llvm.compiler.used = appending global [2 x ptr] [ptr @e, ptr @f], section "llvm.metadata"

define internal void @init() section ".text.startup" {
  ret void
}

define void @plain() section ".text" align 16 {
  ret void
}
