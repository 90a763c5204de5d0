; RUN: --passes='strip-split-stack'
; In headers, on calls, in groups that are left empty and so go with their references, in one
; whose number is defined twice: the last definition counts, and must not bring back the first.

@g = global i32 0 #1

define void @f() "split-stack" #0 #1 "a"="b" #2 personality ptr @p {
  call void @h() #1
  call void @h() nounwind "split-stack" "probe-stack"="x"
  call void @h() #1, !srcloc !0
  %r = call i32 asm sideeffect "mov $0, 0 # split-stack", "=r"() "split-stack" nounwind
  invoke void @h() #2 "probe-stack"="inline-asm"
      to label %ok unwind label %pad
ok:
  ret void
pad:
  %l = landingpad { ptr, i32 } cleanup
  unreachable
}

define void @one() "probe-stack"="inline-asm" { ret void }

declare void @p()

declare void @h() #3

declare void @spelled() #4

attributes #0 = {
  "split-stack" ; the article's
  nounwind }
attributes #1={"split-stack"}
attributes #2 = { noredzone cold }
attributes #2 = { "stack-probe-size"="4096" }
attributes #3 = { "probe-stack"="inline-asm" "split-stack" nounwind "split-stack" }
attributes #4 = { "split\2Dstack" nounwind }
!0 = !{i32 1}
