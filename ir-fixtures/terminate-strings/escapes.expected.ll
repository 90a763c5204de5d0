; RUN: --passes='terminate-strings'
; A backslash is an escape only before another one or two hex digits; what is
; appended must not make one of a backslash that is none.
@lone = private constant [5 x i8] c"abc\5C\00"
@two = private constant [5 x i8] c"abc\\\00"
@three = private constant [6 x i8] c"abc\\\5C\00"
@half = private constant [6 x i8] c"abc\4\00"
@escape = private constant [5 x i8] c"abcA\00"
@hex = private constant [5 x i8] c"abc\5c\00"
@zeros = private constant [7 x i8] c"abc\\00\00"
@quote = private constant [4 x i8] c"a\22b\00"
@newline = private constant [4 x i8] c"a
b\00"
@level = private constant [10 x i8] c"\016warning\00"
@color = private constant [10 x i8] c"\1B[1mbold\0a\00"
@utf8 = private constant [7 x i8] c"gr\C3\BC\C3\9f\00"
@raw = private constant [7 x i8] c"grüß\00"
@define = private constant [25 x i8] c"
define void @x() {
}

 \00"
@empty = private constant [1 x i8] c"\00"
@dash = private constant [2 x i8] c"-\00"
@a=private constant[3x i8]c"ab\00"
@packed=private constant<{[3x i8]}><{[3 x i8]c"ab\00"}>
@struct = private constant { [3 x i8] } { [3 x i8] c"ab\00" }
@comments = private ; [1 x i8] c"x"
  unnamed_addr constant [ ; of
  3 x i8 ] ; bytes
  c"ab\00" ; c"no"
@"quoted \22name" = private constant [3 x i8] c"ab\00"
@0 = private constant [3 x i8] c"ab\00"
@two_on = private constant [3 x i8] c"ab\00" @a_line = private constant [3 x i8] c"ab\00"
