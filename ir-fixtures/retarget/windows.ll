; RUN: --passes='retarget'
target triple = "x86_64-pc-windows-msvc"

define void @f() {
  ret void
}
