; RUN: --passes='retarget'
target triple = "x86_64-unknown-linux-gnu"

$a = comdat largest

@a = dllexport global i32 7, comdat, align 4

declare dllimport void @b()
