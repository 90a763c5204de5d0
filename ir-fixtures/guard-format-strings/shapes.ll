; RUN: --passes='guard-format-strings'
; What only hand-written code shows: names written otherwise, a call by another type,
; musttail, invoke, a library's log of another kind, a format in the middle of a constant.
@kextir.format = external global i8
@table = private constant [8 x i8] c"a\00%d %s\00"
@mutable = global [3 x i8] c"%d\00"
@declared = external constant [9 x i8]

define void @names(ptr %s) {
  call void (ptr, ...) @"\49OLog"(ptr %s) ; call void @IOLog(ptr %s)
  call void (ptr, ...) @"\01_printf"(ptr %s)
  call void @kprintf(
    ptr
      nonnull %s)
  call void (...) @panic(ptr @mutable)
  ret void
}

define void @tail(ptr %s, ...) {
  musttail call void (ptr, ...) @IOLog(ptr %s, ...)
  ret void
}

define double @maths(double %x) personality ptr null {
  %y = call double @log(double %x)
  invoke void (ptr, ...) @IOLog(ptr null)
    to label %next unwind label %pad
next:
  call void (ptr, ...) @IOLog(ptr getelementptr (i8, ptr @table, i64 2), i32 1)
  call void (ptr, ...) @IOLog(ptr @declared, i32 1)
  %p = getelementptr i8, ptr @table, i64 2
  call void (ptr, ...) @IOLog(ptr %p)
  ret double %y
pad:
  %l = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %l
}

declare void @IOLog(ptr, ...)
declare i32 @"\01_printf"(ptr, ...)
declare void @kprintf(ptr)
declare void @panic(...)
declare double @log(double)
