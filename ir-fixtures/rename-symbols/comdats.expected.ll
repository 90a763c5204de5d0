; RUN: --passes='rename-symbols<a=b;c=d>'
; A comdat is named after its symbol, whether a bare `comdat` says so or not.
$b = comdat any
$d = comdat largest
$e = comdat any

@d = global i32 0, comdat
@e = linkonce_odr global i32 1, comdat

define linkonce_odr void @b() comdat {
  ret void
}
define linkonce_odr void @with() comdat($b) {
  store i32 2, ptr @d
  ret void
}
