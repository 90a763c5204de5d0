; An intrinsic that no clang knows, and words that older ones do not read.
target triple = "x86_64-apple-macosx10.15"

declare i32 @llvm.example.of.the.future(i32)

define i32 @future(i32 %x) noredzone noimplicitfloat "use-soft-float"="true" {
  %y = call i32 @llvm.example.of.the.future(i32 %x)
  %z = sitofp i32 %y to double
  %w = fmul double %z, %z
  %v = fptosi double %w to i32
  ret i32 %v
}

define void @newer(ptr nocapture(none) %p) noredzone noimplicitfloat captures(none) {
  ret void
}
