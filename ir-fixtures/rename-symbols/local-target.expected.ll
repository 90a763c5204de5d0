; RUN: --passes='rename-symbols<a=b>'

define internal void @b() {
  ret void
}

define void @f() {
  call void @b()
  ret void
}
