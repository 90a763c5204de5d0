; RUN: --passes='strip-unwind<keep-landing-pads>'

define void @f() personality ptr @rust_eh_personality {
  invoke void @callee() to label %ok unwind label %pad
ok:
  ret void
pad:
  %t = landingpad { ptr, i32 } cleanup
  resume { ptr, i32 } %t
}

define void @g() {
  ret void
}

declare void @callee()

declare i32 @rust_eh_personality(...)
