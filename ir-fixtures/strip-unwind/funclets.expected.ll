; RUN: --passes='strip-unwind'
; Windows' pads and a landing pad that yields a token cannot be taken out: those functions keep
; their personality, and no function is told that it cannot unwind.

define void @funclet() personality ptr @__CxxFrameHandler3 {
  invoke void @callee() to label %ok unwind label %pad
ok:
  ret void
pad:
  %c = cleanuppad within none []
  call void @callee() [ "funclet"(token %c) ]
  cleanupret from %c unwind to caller
}

define void @token() personality ptr @__gxx_personality_v0 {
  invoke void @callee() to label %ok unwind label %pad
ok:
  ret void
pad:
  %t = landingpad token cleanup
  ret void
}

define void @plain() {
  call void @callee()
  br label %ok
ok:
  ret void
pad:
  %t = freeze { ptr, i32 } undef
  ret void
}

declare void @callee()

declare i32 @__CxxFrameHandler3(...)

declare i32 @__gxx_personality_v0(...)
