; RUN: --passes='noredzone'
; A group that is referred to but not defined counts as empty; of a number
; defined twice the last definition counts.

define void @f() #8 {
  ret void
}

define void @twice() #0 {
  ret void
}

attributes #0 = { nounwind }
attributes #0 = { cold noredzone }
attributes #8 = { noredzone }
