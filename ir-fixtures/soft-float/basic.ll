; RUN: --passes='soft-float'
target triple = "x86_64-apple-macosx10.15.0"

; a group shared by a definition, a declaration and a call site
define i32 @a(ptr %p) #0 {
  %v = call i32 @b(ptr %p) #0
  ret i32 %v
}

declare i32 @b(ptr) #0

; no group
define void @c() {
  ret void
}

; inline attributes
define void @d() nounwind "target-cpu"="penryn" {
  ret void
}

attributes #0 = { nounwind "target-cpu"="x86-64" }
