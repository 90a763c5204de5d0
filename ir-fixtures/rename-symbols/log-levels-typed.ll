; RUN: --passes='rename-symbols<printk=kprintf;strip-log-level>'
; LLVM: 14
; Where a format is shared, its other uses keep the type they have.
@a = private unnamed_addr constant [6 x i8] c"\016abc\00", align 1
@b = private unnamed_addr constant <{ [6 x i8] }> <{ [6 x i8] c"\016abd\00" }>, align 1
@whole = private unnamed_addr constant [6 x i8] c"\016abe\00", align 1
@user = global i8* getelementptr inbounds (<{ [6 x i8] }>, <{ [6 x i8] }>* @b, i32 0, i32 0, i32 0)

declare i32 @printk(i8*, ...)

define void @f() {
  %1 = call i32 (i8*, ...) @printk(i8* getelementptr inbounds ([6 x i8], [6 x i8]* @a, i64 0, i64 0), i32 6)
  %2 = call i32 (i8*, ...) @printk(i8* bitcast ([6 x i8]* @a to i8*))
  %3 = call i32 (i8*, ...) @printk(i8* getelementptr inbounds (<{ [6 x i8] }>, <{ [6 x i8] }>* @b, i32 0, i32 0, i32 0))
  %4 = call i32 (i8*, ...) bitcast (i32 (i8*, ...)* @printk to i32 (i8*, ...)*)(i8* bitcast ([6 x i8]* @a to i8*))
  %5 = call i32 bitcast (i32 (i8*, ...)* @printk to i32 ([6 x i8]*)*)([6 x i8]* @whole)
  ret void
}
