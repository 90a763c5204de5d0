; RUN: --passes='noredzone'
; define void @comment() {
@text = constant [31 x i8] c"
define void @string() {
}
#0 {"

define void @f() /* #9 { */ #0 { ret void } define void @g() #0
; {
{
"}": ; }
  ret void }
attributes #0 = {
  nounwind ; }
  "k"="}"
}
