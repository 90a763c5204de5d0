; RUN: --passes='rename-symbols<abc=new>'
; On Mach-O \01_abc and abc are one symbol for the linker, \01abc is another.
target triple = "x86_64-apple-macosx10.15.0"

declare void @new()
declare void @"\01abc"()

define void @f() {
  call void @new()
  call void @"\01abc"()
  call void @new()
  call void asm "call _new; call abc", ""()
  ret void
}
