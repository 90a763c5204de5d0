; RUN: --passes='rename-symbols<a=b>'

declare void @a(i32, ptr)
declare void @b(i64 noundef %x, ptr)

define void @f() {
  call void @a(i32 1, ptr null)
  ret void
}
