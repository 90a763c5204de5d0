; RUN: --passes='retarget'
target triple = "x86_64-unknown-none-elf"

@a = constant i32 7, section "my_registry", align 4
@b = internal constant ptr @init, section ".init_array.00100", align 8
@c = constant i32 7, section "__DATA,__a_name_that_is_too_long"
@d = constant i32 7, section ".modinfo"

define internal void @init() section ".init.text" {
  ret void
}
