; RUN: --passes='downgrade<to=19>'
; Promises are dropped; what has an older spelling gets it.

define range(i8 0, 3) i8 @f(ptr noalias captures(none) initializes((0, 4), (8, 12)) dead_on_unwind writable %p, i32 range(i32 0, 5) %x, ptr captures(address, read_provenance) dead_on_return %q) #0 {
  %a = call range(i8 -1, 2) i8 @g(ptr captures(none) %p) memory(argmem: read)
  ret i8 %a
}

declare i8 @g(ptr captures(ret: address, provenance)) #1

declare nofpclass(nan inf) double @h(double nofpclass(nan)) #2

declare void @"range captures"(ptr) #3

attributes #0 = { nounwind memory(read, argmem: readwrite, inaccessiblemem: none, target_mem0: none, target_mem1: none) "target-cpu"="captures(none)" }
attributes #1 = { memory(none) }
attributes #2 = { nocreateundeforpoison nosync memory(inaccessiblemem: readwrite, errnomem: write) }
attributes #3 = { nocreateundeforpoison }
