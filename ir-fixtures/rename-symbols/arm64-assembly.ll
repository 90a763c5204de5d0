; RUN: --passes='rename-symbols'
; On arm64 `;` opens a comment and `%%` parts statements; `#` opens one only at a line's start.
target triple = "arm64e-apple-macosx12.0.0"

module asm "bl _printk ; _printk"
module asm "# _printk"
module asm "mov x0, #1 %% bl _printk"
module asm "adrp x0, _printk@PAGE; x"
module asm "add x0, x0, :lo12:_printk // _printk"

declare i32 @printk(ptr, ...)

define void @f() {
  call void asm sideeffect "bl _printk\0Abl ${0:c} ; _printk", "s"(ptr @printk)
  ret void
}
