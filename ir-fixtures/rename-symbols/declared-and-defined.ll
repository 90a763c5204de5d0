; RUN: --passes='rename-symbols<wanted=given;x=y;g=h>'
; A declaration gives way to a definition, whichever of the two is renamed.

; The comment goes with it.
declare void @wanted()

@x = external global i32
@y = global i32 1
@g = alias i32, ptr @y
@h = external global i32

define void @given() {
  call void @wanted()
  store i32 0, ptr @x
  store i32 0, ptr @h
  ret void
}
