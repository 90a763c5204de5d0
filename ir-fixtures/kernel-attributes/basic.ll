; RUN: --passes='kernel-attributes'
target triple = "x86_64-apple-macosx10.15.0"

@format = private constant [4 x i8] c"hi\0A\00"

define i32 @f(i32 %x) #0 {
  %1 = call i32 (ptr, ...) @printf(ptr @format)
  %2 = call i32 @llvm.bswap.i32(i32 %1) #1
  call void asm sideeffect "nop", ""() #1
  ret i32 %2
}

define internal i32 @g() {
  ret i32 0
}

declare i32 @printf(ptr, ...) #2

declare i32 @other()

declare i32 @llvm.bswap.i32(i32) #3

attributes #0 = { mustprogress nounwind "frame-pointer"="non-leaf" "target-cpu"="penryn" }
attributes #1 = { nounwind }
attributes #2 = { nofree "target-cpu"="penryn" }
attributes #3 = { nosync nounwind willreturn }
