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


attributes #0 = { nounwind "target-cpu"="penryn" }
