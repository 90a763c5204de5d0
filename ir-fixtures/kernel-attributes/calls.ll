; RUN: --passes='kernel-attributes'
target triple = "x86_64-apple-macosx10.15.0"

define i32 @f(i32 %x) nounwind {
  %1 = tail call fastcc noundef range(i32 0, 5) i32 @r(i32 noundef %x), !prof !5
  %2 = musttail call i32 @r(i32 %x)
  ret i32 %2
}

define i32 @g(ptr %p, i32 %x) nounwind {
  call void %p(i32 1) nounwind ; no group yet
  call void %p(i32 1) nobuiltin noimplicitfloat noredzone "no-builtins"
  call void %p(i32 1)[ "kcfi"(i32 7) ]
  %v = call addrspace(0) i32 (ptr, ...) @v(ptr @"a)(b") "k"="call void @f()" #7, !srcloc !6
  %n = call ptr @_Znwm(i64 8) builtin allocsize(0)
  callbr void asm sideeffect "jmp ${0:l}", "!i"() to label %a [label %b]
a:
  call void @callee()
  br label %b
b:
  %t = musttail call i32 @g(ptr %p, i32 %x)
  ret i32 %t
}

@"a)(b" = global i32 0

declare i32 @r(i32)

declare void @callee()

declare ptr @_Znwm(i64)

declare i32 @v(ptr, ...)

!5 = !{!"branch_weights", i32 9}
!6 = !{i64 1}
