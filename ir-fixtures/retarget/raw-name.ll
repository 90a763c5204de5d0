; RUN: --passes='retarget'
target triple = "x86_64-unknown-linux-gnu"

declare void @"\01raw"()

define void @f() {
  call void @"\01raw"()
  ret void
}
