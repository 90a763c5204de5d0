; RUN: --passes='rename-symbols<a=b;x=y>'
; Use-list orders do not fit joined uses; others follow the name.
@x = global i32 0
@p = global ptr @x
@q = global ptr @x

declare void @a()
declare void @b()

define void @f(i32 %n) {
  call void @a()
  call void @a()
  call void @b()
  call void @b()
  %s = add i32 %n, %n
  ret void

  uselistorder ptr @a, { 1, 0 }
  uselistorder ptr @b, { 1, 0 }
  uselistorder i32 %n, { 1, 0 }
}

uselistorder ptr @x, { 1, 0 }
