; RUN: --passes='terminate-strings'
; A backslash is an escape only before another one or two hex digits; what is
; appended must not make one of a backslash that is none.
@lone = private constant [4 x i8] c"abc\"
@two = private constant [4 x i8] c"abc\\"
@three = private constant [5 x i8] c"abc\\\"
@half = private constant [5 x i8] c"abc\4"
@escape = private constant [4 x i8] c"abcA"
@hex = private constant [4 x i8] c"abc\5c"
@zeros = private constant [6 x i8] c"abc\\00"
@quote = private constant [3 x i8] c"a\22b"
@newline = private constant [3 x i8] c"a
b"
@level = private constant [9 x i8] c"\016warning"
@color = private constant [9 x i8] c"\1B[1mbold\0a"
@utf8 = private constant [6 x i8] c"gr\C3\BC\C3\9f"
@raw = private constant [6 x i8] c"grüß"
@define = private constant [24 x i8] c"
define void @x() {
}

 "
@empty = private constant [0 x i8] c""
@dash = private constant [1 x i8] c"-"
@a=private constant[2x i8]c"ab"
@packed=private constant<{[2x i8]}><{[002 x i8]c"ab"}>
@struct = private constant { [2 x i8] } { [2 x i8] c"ab" }
@comments = private ; [1 x i8] c"x"
  unnamed_addr constant [ ; of
  2 x i8 ] ; bytes
  c"ab" ; c"no"
@"quoted \22name" = private constant [2 x i8] c"ab"
@0 = private constant [2 x i8] c"ab"
@two_on = private constant [2 x i8] c"ab" @a_line = private constant [2 x i8] c"ab"
