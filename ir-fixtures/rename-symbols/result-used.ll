; RUN: --passes='rename-symbols<printk=IOLog;counted=plain>'
; The kernel's IOLog returns nothing, and @plain says so of itself.
declare i32 @printk(ptr, ...)
declare i64 @counted()
declare void @plain()

define i32 @f(ptr %s) {
  %unused = call i32 (ptr, ...) @printk(ptr %s)
  %used = call i32 (ptr, ...) @printk(ptr %s)
  %n = tail call i64 @counted()
  %t = trunc i64 %n to i32
  ret i32 %used
}
