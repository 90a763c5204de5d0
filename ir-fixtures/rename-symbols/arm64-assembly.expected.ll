; RUN: --passes='rename-symbols'
; On arm64 `;` opens a comment and `%%` parts statements; `#` opens one only at a line's start.
target triple = "arm64e-apple-macosx12.0.0"

module asm "bl _IOLog ; _printk"
module asm "# _printk"
module asm "mov x0, #1 %% bl _IOLog"
module asm "adrp x0, _IOLog@PAGE; x"
module asm "add x0, x0, :lo12:_IOLog // _printk"

declare i32 @IOLog(ptr, ...)

define void @f() {
  call void asm sideeffect "bl _IOLog\0Abl ${0:c} ; _printk", "s"(ptr @IOLog)
  ret void
}
