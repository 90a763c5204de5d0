; RUN: --passes='soft-float'
; cut from rustc 1.95.0: asm!("call {}", …, clobber_abi("C"))
target triple = "x86_64-apple-macosx10.15.0"

declare void @g()

define i64 @f(i64 %a) #0 {
  %1 = tail call { i64, i32 } asm sideeffect alignstack inteldialect "mov rdi, ${3:q}\0Acall ${2:c}\0Amov ${0:q}, $$7", "=&{ax},={cx},s,r,0,~{xmm0},~{xmm1},~{xmm16},~{k0},~{memory}"(ptr @g, i64 %a, i64 %a)
  %2 = extractvalue { i64, i32 } %1, 0
  %3 = extractvalue { i64, i32 } %1, 1
  %4 = zext i32 %3 to i64
  %5 = add i64 %2, %4
  ret i64 %5
}

define void @first() #0 {
  %1 = call { i32, i64 } asm "nop # $1", "={ax},={cx},~{xmm0}"()
  %2 = extractvalue { i32, i64 } %1, 1
  call void asm sideeffect "nop", "r"(i64 %2)
  ret void
}

attributes #0 = { noimplicitfloat "target-features"="-x87,-mmx,-sse,-sse2,-sse3,-ssse3,-sse4.1,-sse4.2,-avx,-avx2,-avx512f,+soft-float" "use-soft-float"="true" }
