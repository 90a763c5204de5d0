; RUN: --passes='retarget'
target triple = "x86_64-unknown-linux-gnu"

$a = comdat any

$b = comdat any

$"odd name" = comdat nodeduplicate

$g = comdat any

@g = weak_odr dso_local constant i32 7, comdat, align 4
@h = dso_local global i32 7, section ".data.h", comdat($g), align 4

; external, so that any one of several is kept
define dso_local void @a() unnamed_addr comdat align 16 {
  ret void
}

define linkonce_odr hidden void @b() section ".text.b" comdat {
  ret void
}

define internal void @c() comdat($b) {
  ret void
}

define void @"odd name"() comdat {
  ret void
}
