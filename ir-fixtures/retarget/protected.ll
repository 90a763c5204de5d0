; RUN: --passes='retarget'
target triple = "x86_64-unknown-linux-gnu"

@a = protected global i32 7
@b = hidden global i32 7

define dso_local protected i32 @f() {
  ret i32 7
}
