; RUN: --passes='soft-float'
target triple = "x86_64-apple-macosx10.15.0"

define internal i32 @read(ptr %p) {
  %1 = call { i32, i32, float } asm "nop", "={ax},={cx},={xmm0}"()
  %2 = extractvalue { i32, i32, float } %1, 2
  store float %2, ptr %p
  ret i32 0
}

define internal void @whole(ptr %p) {
  %1 = call { i32, i32, float } asm "nop", "={ax},={cx},={xmm0}"()
  store { i32, i32, float } %1, ptr %p
  ret void
}

define internal void @named() {
  %1 = call { i32, i32, float } asm "movd $2, $0", "={ax},={cx},={xmm0}"()
  ret void
}
