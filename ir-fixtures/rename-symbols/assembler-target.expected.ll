; RUN: --passes='rename-symbols<old=new>'
; What has the new name already is called by its assembler name; both spellings become one.
target triple = "x86_64-apple-macosx10.15.0"

declare void @new()

define void @f() {
  call void @new()
  call void @new()
  ret void
}
