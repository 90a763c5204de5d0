; RUN: --passes='rename-symbols<a=b>'

declare void @b(i64 noundef %x, ptr)

define void @f() {
  call void @b(i32 1, ptr null)
  ret void
}
