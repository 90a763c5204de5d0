; RUN: --passes='rename-symbols<"/^k(.*)$/"="IO\\1";"/^x[[:digit:]]+/"="n\\g<0>";kfree=IOFree>'
; A rule for one name goes before patterns, the first pattern before the second. llvm.* stays.
@llvm.used = appending global [1 x ptr] [ptr @kmalloc], section "llvm.metadata"
@kstate = global i32 0
@x12y34 = global i32 1

declare ptr @kmalloc(i64)
declare void @kfree(ptr)
declare i32 @llvm.ctpop.i32(i32)

define void @f() {
  %p = call ptr @kmalloc(i64 8)
  store i32 0, ptr @kstate
  store i32 0, ptr @x12y34
  %n = call i32 @llvm.ctpop.i32(i32 8)
  call void @kfree(ptr %p)
  ret void
}
