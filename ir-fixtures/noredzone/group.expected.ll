; RUN: --passes='noredzone'
; A declaration and a call site that share the group may gain the attribute too.

define i32 @leaf(i32 %x) #0 {
  %slot = alloca i32, align 4
  store volatile i32 %x, ptr %slot, align 4
  %y = load volatile i32, ptr %slot, align 4
  ret i32 %y
}

define void @other() unnamed_addr #0 {
  call void @shared() #0
  ret void
}

declare void @shared() #0

declare void @alone() #1

attributes #0 = { nounwind uwtable noredzone "target-cpu"="penryn" }
attributes #1 = { nounwind }
