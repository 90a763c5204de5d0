; RUN: --passes='rename-symbols<a=c;b=c>'
define void @a() {
  ret void
}
define void @b() {
  ret void
}
