; RUN: --passes='rename-symbols<a=b;x=y>'
; Use-list orders do not fit joined uses; others follow the name.
@y = global i32 0
@p = global ptr @y
@q = global ptr @y

declare void @b()

define void @f(i32 %n) {
  call void @b()
  call void @b()
  call void @b()
  call void @b()
  %s = add i32 %n, %n
  ret void

  uselistorder i32 %n, { 1, 0 }
}

uselistorder ptr @y, { 1, 0 }
