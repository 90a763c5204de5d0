; RUN: --passes='rename-symbols<a=b;x=y>'
define void @a() {
  ret void
}
define void @b() {
  ret void
}
@x = global i32 0
@y = alias i32, ptr @x
