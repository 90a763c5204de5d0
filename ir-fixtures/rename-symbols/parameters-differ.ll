; RUN: --passes='rename-symbols<a=b>'

declare void @a(i32)
declare void @b(i64 noundef %x)

define void @f() {
  call void @a(i32 1)
  ret void
}
