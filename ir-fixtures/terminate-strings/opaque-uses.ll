; RUN: --passes='terminate-strings'
; `ptr` says nothing of the string. The type that arithmetic steps by means what it meant.
@a = private unnamed_addr constant [5 x i8] c"hello", align 1
@end = private constant ptr getelementptr inbounds ([5 x i8], ptr @a, i64 1)
@third = private constant ptr getelementptr inbounds ([5 x i8], ptr @a, i64 0, i64 2)
@distance = private constant i64 sub (i64 ptrtoint (ptr @third to i64), i64 ptrtoint (ptr @a to i64))
@name = internal alias [5 x i8], ptr @a

define ptr @f(ptr %p, i64 %i, i1 %c) {
entry:
  %is = icmp eq ptr %p, @a
  %next = getelementptr inbounds [5 x i8], ptr @a, i64 %i
  %all = load [5 x i8], ptr @a
  br i1 %is, label %then, label %done

then:
  br label %done

done:
  %q = phi ptr [ @a, %entry ], [ %next, %then ]
  call void @g(ptr noundef nonnull dereferenceable(5) @a)
  %r = select i1 %c, ptr @a, ptr %q
  ret ptr %r
}

declare void @g(ptr)

uselistorder ptr @a, { 1, 0, 2, 3, 4, 5, 6, 7, 8, 9 }
