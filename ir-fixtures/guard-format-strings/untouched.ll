; RUN: --passes='guard-format-strings'
; Nothing takes a format: the bytes stay. (call void @IOLog(ptr %s) in a comment is none.)
@text = private constant [22 x i8] c"call @IOLog(ptr %s) %d"

define void @f(ptr %s) {
  call void @puts(ptr %s)
  ret void
}

declare void @puts(ptr)
