; RUN: --passes='rename-symbols<a=b>'

declare void @a()

define internal void @b() {
  ret void
}

define void @f() {
  call void @a()
  ret void
}
