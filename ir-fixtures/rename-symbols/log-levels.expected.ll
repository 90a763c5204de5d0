; RUN: --passes='rename-symbols<printk=kprintf;strip-log-level>'
; Only formats of renamed functions lose their level. One that has other uses is copied.
target triple = "x86_64-apple-macosx10.15.0"

@info = private unnamed_addr constant [6 x i8] c"hello\00", align 1
@cont = private constant [2 x i8] c"\5C\00"
@both = private unnamed_addr constant [6 x i8] c"\014abc\00", align 16
@both.nolevel = private unnamed_addr constant [4 x i8] c"abc\00", align 16
@user = global ptr @both
@other = private constant [6 x i8] c"\014abc\00"
@none = private constant [4 x i8] c"\01x\0A\00"
@mutable = private global [6 x i8] c"\014abc\00"
@only = private constant [2 x i8] c"\014"
@0 = private constant [4 x i8] c"abc\00"

declare i32 @kprintf(ptr, ...)
declare i32 @other_printk(ptr, ...)

define void @f(ptr %p) {
  %1 = call i32 (ptr, ...) @kprintf(ptr noundef @info)
  %2 = call i32 (ptr, ...) @kprintf(ptr noundef nonnull align 1 dereferenceable(8) getelementptr inbounds ([6 x i8], ptr @info, i64 0, i64 0), i32 4)
  %3 = call i32 (ptr, ...) @kprintf(ptr @cont)
  %4 = call i32 (ptr, ...) @kprintf(ptr @both.nolevel)
  %5 = call i32 (ptr, ...) @other_printk(ptr @other)
  %6 = call i32 (ptr, ...) @kprintf(ptr @none)
  %7 = call i32 (ptr, ...) @kprintf(ptr @mutable)
  %8 = call i32 (ptr, ...) @kprintf(ptr @only)
  %9 = call i32 (ptr, ...) @kprintf(ptr %p, ptr @other)
  %10 = call i32 (ptr, ...) @kprintf(ptr getelementptr inbounds ([6 x i8], ptr @other, i64 0, i64 2))
  %11 = call i32 (ptr, ...) @kprintf(ptr @0)
  ret void
}
