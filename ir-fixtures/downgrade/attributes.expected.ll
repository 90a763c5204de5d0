; RUN: --passes='downgrade<to=15>'
; Promises are dropped; what has an older spelling gets it.

define i8 @f(ptr noalias nocapture %p, i32 %x, ptr %q) #0 {
  %a = call i8 @g(ptr nocapture %p) argmemonly readonly
  ret i8 %a
}

declare i8 @g(ptr) #1

declare double @h(double) #2

declare void @"range captures"(ptr) #3

attributes #0 = { nounwind "target-cpu"="captures(none)" }
attributes #1 = { readnone }
attributes #2 = { nosync }
