; RUN: --passes='rename-symbols<wanted=given;x=y;g=h>'
; A declaration gives way to a definition, whichever of the two is renamed.

@y = global i32 1
@h = alias i32, ptr @y

define void @given() {
  call void @given()
  store i32 0, ptr @y
  store i32 0, ptr @h
  ret void
}
