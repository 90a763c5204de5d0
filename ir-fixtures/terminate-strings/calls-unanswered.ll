; RUN: --passes='terminate-strings<calls=prink;calls=printk;calls=puts;calls=kprintf>'
; A name nothing calls, one handed nothing that can be followed, two handed what cannot be ended.
@alloc = private unnamed_addr constant [5 x i8] c"hello", align 1
@public = constant [6 x i8] c"public", align 1
@buffer = internal global [6 x i8] c"buffer", align 1

define void @f(ptr %p) {
start:
  %loaded = load ptr, ptr %p
  %0 = call i32 (ptr, ...) @printk(ptr %loaded, ptr null)
  %1 = call i32 @puts(ptr inttoptr (i64 1 to ptr))
  %2 = call i32 @puts(ptr @public)
  %3 = call i32 @puts(ptr @buffer)
  call void @kprintf(ptr noundef inttoptr (i64 1 to ptr))
  ret void
}

declare i32 @printk(ptr, ...)
declare i32 @puts(ptr)
declare void @kprintf(ptr)
