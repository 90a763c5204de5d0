; RUN: --passes='retarget'
source_filename = "f.c"

define void @f() {
  ret void
}
