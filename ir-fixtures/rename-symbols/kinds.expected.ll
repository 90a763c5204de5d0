; RUN: --passes='rename-symbols<function:a=f;variable:b=v;alias:c=l;function:v2=nothing;"variable:/^v2/"=w>'
; A rule limited to a kind leaves others alone, and says so when nothing is left.
@v = global i32 0
@l = alias i32, ptr @v
@w = global ptr @f
@vf = alias void (), ptr @v3

define void @f() {
  call void @v3()
  ret void
}

define void @v3() {
  store i32 0, ptr @l
  ret void
}
