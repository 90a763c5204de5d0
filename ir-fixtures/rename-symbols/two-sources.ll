; RUN: --passes='rename-symbols<a=c;b=c>'
; Both are declared: the first stays.

declare i32 @a(i32)
declare i32 @b(i32 noundef)

define i32 @f() {
  %x = call i32 @a(i32 1)
  %y = call i32 @b(i32 %x)
  ret i32 %y
}
