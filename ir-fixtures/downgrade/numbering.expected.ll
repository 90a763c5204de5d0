; RUN: --passes='downgrade<to=16>'
; Before LLVM 19 the numbers of what has no name have no gaps.

@0 = private constant i32 7

define i32 @f(i32 %0, ptr %p, i8 zeroext %1) {
  %3 = load i32, ptr @0
  call i32 @f(i32 %3, ptr %p, i8 %1)
  br i1 true, label %6, label %5

5:
  switch i32 %3, label %6 [
    i32 1, label %6
    i32 2, label %5
  ]

6:
  %7 = phi i32 [ %0, %2 ], [ %3, %5 ], [ %3, %5 ]
  %value = tail call i32 @llvm.ctpop.i32(i32 %7)
  ret i32 %value
}

declare void @1()

declare i32 @llvm.ctpop.i32(i32)
