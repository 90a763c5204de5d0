; RUN: --passes='rename-symbols<a=b;c=d>'
; A comdat is named after its symbol, whether a bare `comdat` says so or not.
$a = comdat any
$"c" = comdat largest
$e = comdat any

@c = global i32 0, comdat
@e = linkonce_odr global i32 1, comdat

define linkonce_odr void @a() comdat {
  ret void
}
define linkonce_odr void @with() comdat($"\61") {
  store i32 2, ptr @c
  ret void
}
