; RUN: --passes='kernel-attributes'
; One group for a definition, a declaration and calls of every kind: split by role, in place where
; one role has it alone.
target triple = "x86_64-apple-macosx10.15.0"

@g = global i32 0 #5

define void @f(ptr %p) #16 personality ptr @p {
  call void @d() #10
  call void %p() #1
  call void @d() #1, !srcloc !0
  call void @llvm.trap() #2
  call void @d() #11
  tail call void @d() #12
  call void @d() #13
  invoke void @d() #1
      to label %ok unwind label %pad
ok:
  call void @d() #1 #2
  call void @d() #14 "no-builtins"
  call void @d() #15
  ret void
pad:
  %l = landingpad { ptr, i32 } cleanup
  ret void
}

define available_externally void @h() #17 {
  ret void
}

declare void @d() #0

declare i32 @p(...) #4

declare void @llvm.trap()

attributes #0 = { nounwind noimplicitfloat noredzone "frame-pointer"="all" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" }
attributes #1 = { cold nobuiltin noimplicitfloat noredzone "no-builtins" }
attributes #2 = { noreturn }
attributes #3 = { nomerge }
attributes #4 = { nosync
                  noimplicitfloat noredzone "target-cpu"="penryn" "frame-pointer"="all" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" }
attributes #5 = { "on-a-global" }
attributes #10 = { nounwind nobuiltin noimplicitfloat noredzone "no-builtins" }
attributes #11 = { noreturn nobuiltin noimplicitfloat noredzone "no-builtins" }
attributes #12 = { nobuiltin noimplicitfloat noredzone "no-builtins" }
attributes #13 = { nobuiltin noimplicitfloat noredzone "on-a-global" "no-builtins" }
attributes #14 = { nomerge nobuiltin noimplicitfloat noredzone }
attributes #15 = { nomerge nobuiltin noimplicitfloat noredzone "no-builtins" }
attributes #16 = { nounwind noimplicitfloat noredzone ssp "frame-pointer"="all" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" }
attributes #17 = { nosync noimplicitfloat noredzone ssp "target-cpu"="penryn" "frame-pointer"="all" "min-legal-vector-width"="0" "no-builtins" "no-trapping-math"="true" "stack-protector-buffer-size"="8" }

!llvm.module.flags = !{!1}
!1 = !{i32 7, !"frame-pointer", i32 2}
!0 = !{i64 1}
