; RUN: --passes='strip-split-stack'
target triple = "x86_64-apple-darwin"

define i32 @f(i64 %n) #0 {
  %a = alloca [4 x i32], align 16
  %p = getelementptr inbounds [4 x i32], ptr %a, i64 0, i64 %n
  call void @g(ptr %p)
  %v = load i32, ptr %p
  ret i32 %v
}

declare void @g(ptr)

; The runtime that a split stack calls.
declare void @__morestack() #1

declare void @__morestack_addr()

declare void @__rust_probestack()

attributes #0 = { nounwind "split-stack" "stack-probe-size"="4096" "target-cpu"="penryn" }
attributes #1 = { "no-stack-arg-probe" "split-stack" }
