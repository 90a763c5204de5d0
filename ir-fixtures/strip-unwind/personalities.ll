; RUN: --passes='strip-unwind'
; A personality that is defined, or that something names, stays.

@llvm.used = appending global [1 x ptr] [ptr @__gcc_personality_v0], section "llvm.metadata"

define hidden i32 @rust_eh_personality() nounwind personality ptr @rust_eh_personality {
  ret i32 0
}

define void @f() nounwind personality i32 (...)* @__gcc_personality_v0 {
  ret void
}

define void @g() nounwind personality ptr @"__gxx_personality\5Fv0" {
  ret void
}

define void @h() nounwind prefix i32 1 personality ptr @__objc_personality_v0 {
  call i32 @__objc_personality_v0()
  ret void
}

declare i32 @__gcc_personality_v0(...)

declare i32 @__gxx_personality_v0(...)

declare i32 @__objc_personality_v0(...)
