; RUN: --passes='kernel-attributes'
; One group for a definition, a declaration and calls of every kind: split by role, in place where
; one role has it alone.
target triple = "x86_64-apple-macosx10.15.0"

@g = global i32 0 #5

define void @f(ptr %p) #0 personality ptr @p {
  call void @d() #0
  call void %p() #1
  call void @d() #1, !srcloc !0
  call void @llvm.trap() #2
  call void @d() #2
  tail call void @d() #9
  call void @d() #5
  invoke void @d() #1
      to label %ok unwind label %pad
ok:
  call void @d() #1 #2
  call void @d() #3 "no-builtins"
  call void @d() #3
  ret void
pad:
  %l = landingpad { ptr, i32 } cleanup
  ret void
}

define available_externally void @h() #4 {
  ret void
}

declare void @d() #0

declare i32 @p(...) #4

declare void @llvm.trap()

attributes #0 = { nounwind }
attributes #1 = { cold }
attributes #2 = { noreturn }
attributes #3 = { nomerge }
attributes #4 = { nosync
                  "target-cpu"="penryn" }
attributes #5 = { "on-a-global" }
!0 = !{i64 1}
