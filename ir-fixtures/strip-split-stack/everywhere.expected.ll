; RUN: --passes='strip-split-stack'
; In headers, on calls, in groups that are left empty and so go with their references, in one
; whose number is defined twice: the last definition counts, and must not bring back the first.

@g = global i32 0

define void @f() #0 "a"="b" personality ptr @p {
  call void @h()
  call void @h() nounwind
  call void @h(), !srcloc !0
  %r = call i32 asm sideeffect "mov $0, 0 # split-stack", "=r"() nounwind
  invoke void @h()
      to label %ok unwind label %pad
ok:
  ret void
pad:
  %l = landingpad { ptr, i32 } cleanup
  unreachable
}

define void @one() { ret void }

declare void @p()

declare void @h() #3

declare void @spelled() #4

attributes #0 = {
 ; the article's
  nounwind }
attributes #3 = { nounwind }
attributes #4 = { nounwind }
!0 = !{i32 1}
