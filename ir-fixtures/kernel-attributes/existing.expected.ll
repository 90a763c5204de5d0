; RUN: --passes='kernel-attributes'
; What is there already: corrected, kept, or in the way.
target triple = "x86_64-apple-macosx10.15.0"

define void @none() noimplicitfloat noredzone ssp "frame-pointer"="all" nounwind "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" {
  ret void
}

define void @old() #0 {
  ret void
}

define void @strong() #1 {
  ret void
}

define void @required() sspreq noimplicitfloat noredzone nounwind "frame-pointer"="all" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" {
  ret void
}

define void @buffers() noimplicitfloat noredzone nounwind ssp "stack-protector-buffer-size"="8" "frame-pointer"="all" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" {
  ret void
}

define void @naked() naked noinline noimplicitfloat noredzone nounwind ssp "frame-pointer"="all" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" {
  call void asm sideeffect "ret", ""()
  unreachable
}

define <4 x i32> @vector(<4 x i32> %v) noimplicitfloat noredzone nounwind ssp "k" "frame-pointer"="all" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" {
  %r = add <4 x i32> %v, %v
  ret <4 x i32> %r
}

define void @wide() noimplicitfloat noredzone nounwind ssp "min-legal-vector-width"="512" "frame-pointer"="all" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" {
  ret void
}

define void @vectorised(ptr %p) #78 {
  %v = load <4 x i32>, ptr %p
  store <4 x i32> %v, ptr %p
  ret void
}

define void @done() #2 {
  ret void
}

define void @undefined() #78 {
  ret void
}

declare void @d() #3

attributes #0 = { nounwind noimplicitfloat noredzone ssp "frame-pointer"="all" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" }
attributes #1 = { nounwind sspstrong noimplicitfloat noredzone "frame-pointer"="all" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" }
attributes #2 = { noimplicitfloat noredzone nounwind ssp "frame-pointer"="all" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" }
attributes #3 = { noimplicitfloat noredzone "frame-pointer"="all" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" }
attributes #78 = { noimplicitfloat noredzone nounwind ssp "frame-pointer"="all" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" }

!llvm.module.flags = !{!0, !1}
!0 = !{i32 1, !"wchar_size", i32 4}
!1 = !{i32 7, !"frame-pointer", i32 2}
