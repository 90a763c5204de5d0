; RUN: --passes='rename-symbols<old=new>'
; What has the new name already is called by its assembler name; both spellings become one.
target triple = "x86_64-apple-macosx10.15.0"

declare void @old()
declare void @"\01_new"()

define void @f() {
  call void @old()
  call void @"\01_new"()
  ret void
}
