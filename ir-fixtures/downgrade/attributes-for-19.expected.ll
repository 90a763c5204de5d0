; RUN: --passes='downgrade<to=19>'
; Promises are dropped; what has an older spelling gets it.

define range(i8 0, 3) i8 @f(ptr noalias nocapture initializes((0, 4), (8, 12)) dead_on_unwind writable %p, i32 range(i32 0, 5) %x, ptr %q) #0 {
  %a = call range(i8 -1, 2) i8 @g(ptr nocapture %p) memory(argmem: read)
  ret i8 %a
}

declare i8 @g(ptr) #1

declare nofpclass(nan inf) double @h(double nofpclass(nan)) #2

declare void @"range captures"(ptr) #3

attributes #0 = { nounwind memory(read, argmem: readwrite, inaccessiblemem: none) "target-cpu"="captures(none)" }
attributes #1 = { memory(none) }
attributes #2 = { nosync memory(write, argmem: none, inaccessiblemem: readwrite) }
