; RUN: --passes='retarget'
target triple = "x86_64-unknown-linux-gnu"

@t = thread_local(initialexec) global i32 7
@i = ifunc void (), ptr @resolve
@w = weak alias void (), ptr @f

define void @f() {
  ret void
}

define internal ptr @resolve() {
  ret ptr @f
}
