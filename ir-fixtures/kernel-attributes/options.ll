; RUN: --passes='kernel-attributes<no-stack-protector;no-calls;except=trampoline;except=printf>'
target triple = "x86_64-apple-macosx10.15.0"

define void @f() #0 {
  call void @trampoline()
  ret void
}

define void @trampoline() #0 {
  ret void
}

declare i32 @printf(ptr, ...)

attributes #0 = { nounwind }
