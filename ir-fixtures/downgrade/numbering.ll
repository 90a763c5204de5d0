; RUN: --passes='downgrade<to=16>'
; Before LLVM 19 the numbers of what has no name have no gaps.

@3 = private constant i32 7

define i32 @f(i32 %2, ptr %p, i8 zeroext %5) {
  %9 = load i32, ptr @3
  call i32 @f(i32 %9, ptr %p, i8 %5)
  br i1 true, label %20, label %15

15:
  switch i32 %9, label %20 [
    i32 1, label %20
    i32 2, label %15
  ]

20:
  %24 = phi i32 [ %2, %6 ], [ %9, %15 ], [ %9, %15 ]
  %value = tail call i32 @llvm.ctpop.i32(i32 %24)
  ret i32 %value
}

declare void @7()
