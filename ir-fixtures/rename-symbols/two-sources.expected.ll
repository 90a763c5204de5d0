; RUN: --passes='rename-symbols<a=c;b=c>'
; Both are declared: the first stays.

declare i32 @c(i32)

define i32 @f() {
  %x = call i32 @c(i32 1)
  %y = call i32 @c(i32 %x)
  ret i32 %y
}
