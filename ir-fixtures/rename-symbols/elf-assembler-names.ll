; RUN: --passes='rename-symbols<abc=new>'
; On ELF it is \01abc.
target triple = "x86_64-unknown-linux-gnu"

declare void @"\01_abc"()
declare void @"\01abc"()

define void @f() {
  call void @"\01_abc"()
  call void @"\01abc"()
  ret void
}
