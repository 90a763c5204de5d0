; RUN: --passes='kernel-attributes'
target triple = "x86_64-apple-macosx10.15.0"

define i32 @f(i32 %x) nounwind noimplicitfloat noredzone ssp "frame-pointer"="all" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" {
  %1 = tail call fastcc noundef range(i32 0, 5) i32 @r(i32 noundef %x) #8, !prof !5
  %2 = musttail call i32 @r(i32 %x) #8
  ret i32 %2
}

define i32 @g(ptr %p, i32 %x) nounwind noimplicitfloat noredzone ssp "frame-pointer"="all" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" {
  call void %p(i32 1) nounwind #8 ; no group yet
  call void %p(i32 1) nobuiltin noimplicitfloat noredzone "no-builtins"
  call void %p(i32 1) #8[ "kcfi"(i32 7) ]
  %v = call addrspace(0) i32 (ptr, ...) @v(ptr @"a)(b") "k"="call void @f()" #8, !srcloc !6
  %n = call ptr @_Znwm(i64 8) builtin allocsize(0)
  callbr void asm sideeffect "jmp ${0:l}", "!i"() to label %a [label %b]
a:
  call void @callee() #8
  br label %b
b:
  %t = musttail call i32 @g(ptr %p, i32 %x) #8
  ret i32 %t
}

@"a)(b" = global i32 0

declare i32 @r(i32) #9

declare void @callee() #9

declare ptr @_Znwm(i64) #9

declare i32 @v(ptr, ...) #9
attributes #8 = { nobuiltin noimplicitfloat noredzone "no-builtins" }
attributes #9 = { noimplicitfloat noredzone "frame-pointer"="all" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" }

!llvm.module.flags = !{!7}
!7 = !{i32 7, !"frame-pointer", i32 2}

!5 = !{!"branch_weights", i32 9}
!6 = !{i64 1}
