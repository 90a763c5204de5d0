; RUN: --passes='rename-symbols<"/^k(.*)$/"="IO\\1";"/^x[[:digit:]]+/"="n\\g<0>";kfree=IOFree>'
; A rule for one name goes before patterns, the first pattern before the second. llvm.* stays.
@llvm.used = appending global [1 x ptr] [ptr @IOmalloc], section "llvm.metadata"
@IOstate = global i32 0
@nx12y34 = global i32 1

declare ptr @IOmalloc(i64)
declare void @IOFree(ptr)
declare i32 @llvm.ctpop.i32(i32)

define void @f() {
  %p = call ptr @IOmalloc(i64 8)
  store i32 0, ptr @IOstate
  store i32 0, ptr @nx12y34
  %n = call i32 @llvm.ctpop.i32(i32 8)
  call void @IOFree(ptr %p)
  ret void
}
