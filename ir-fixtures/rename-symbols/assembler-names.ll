; RUN: --passes='rename-symbols<abc=new>'
; On Mach-O \01_abc and abc are one symbol for the linker, \01abc is another.
target triple = "x86_64-apple-macosx10.15.0"

declare void @"\01_abc"()
declare void @"\01abc"()
declare void @abc()

define void @f() {
  call void @"\01_abc"()
  call void @"\01abc"()
  call void @abc()
  call void asm "call _abc; call abc", ""()
  ret void
}
