; RUN: --passes='rename-symbols<function:a=f;variable:b=v;alias:c=l;function:v2=nothing;"variable:/^v2/"=w>'
; A rule limited to a kind leaves others alone, and says so when nothing is left.
@b = global i32 0
@c = alias i32, ptr @b
@v2 = global ptr @a
@vf = alias void (), ptr @v3

define void @a() {
  call void @v3()
  ret void
}

define void @v3() {
  store i32 0, ptr @c
  ret void
}
