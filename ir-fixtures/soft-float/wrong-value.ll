; RUN: --passes='soft-float'
target triple = "x86_64-apple-macosx10.15.0"

; clang takes any value but true for false, and says nothing
define double @a(double %x) #0 {
  %y = fadd double %x, %x
  ret double %y
}

define internal double @b(double %x) "use-soft-float"="yes" {
  %y = fadd double %x, %x
  ret double %y
}

attributes #0 = { "use-soft-float"="false" }
