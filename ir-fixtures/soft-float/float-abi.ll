; RUN: --passes='soft-float'
; C passes floats in registers that code without them does not use.
target triple = "x86_64-apple-macosx10.15.0"

declare double @pow(double, double)
declare float @unused(float)
declare <4 x i32> @shuffle(<4 x i32>)
declare void @by_pointer(ptr)
declare double @__adddf3(double, double)
declare double @_RNvC4math4sqrt(double)

define double @for_c(double %x) {
  %a = call double @pow(double %x, double 2.0)
  %b = call double @_RNvC4math4sqrt(double %a)
  %c = call double @__adddf3(double %a, double %b)
  %v = call <4 x i32> @shuffle(<4 x i32> zeroinitializer)
  call void @by_pointer(ptr null)
  ret double %c
}

define internal double @for_us(double %x) {
  ret double %x
}

define double @_RNvC4math4cbrt(double %x) {
  ret double %x
}
