; RUN: --passes='downgrade<to=15>'

declare preserve_nonecc void @f()

define i32 @g(ptr %p) {
  %old = atomicrmw uinc_wrap ptr %p, i32 7 seq_cst
  ret i32 %old
}
