; RUN: --passes='rename-symbols<mcount=enter;__cyg_profile_func_exit=__mcount>'
define void @f() "instrument-function-entry-inlined"="mcount" "instrument-function-exit"="__cyg_profile_func_exit" {
  ret void
}
