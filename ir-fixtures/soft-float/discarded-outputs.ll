; RUN: --passes='soft-float'
; cut from rustc 1.95.0: asm!("call {}", …, clobber_abi("C"))
target triple = "x86_64-apple-macosx10.15.0"

declare void @g()

define i64 @f(i64 %a) {
  %1 = tail call { i64, i32, float, float } asm sideeffect alignstack inteldialect "mov rdi, ${5:q}\0Acall ${4:c}\0Amov ${0:q}, $$7", "=&{ax},={cx},={xmm0},={xmm1},s,r,0,~{xmm16},~{k0},~{memory}"(ptr @g, i64 %a, i64 %a)
  %2 = extractvalue { i64, i32, float, float } %1, 0
  %3 = extractvalue { i64, i32, float, float } %1, 1
  %4 = zext i32 %3 to i64
  %5 = add i64 %2, %4
  ret i64 %5
}

define void @first() {
  %1 = call { float, i32, i64 } asm "nop # $2", "={xmm0},={ax},={cx}"()
  %2 = extractvalue { float, i32, i64 } %1, 2
  call void asm sideeffect "nop", "r"(i64 %2)
  ret void
}
