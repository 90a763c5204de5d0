; RUN: --passes='noredzone'

define void @f() #0 {
  ret void
}

declare void @g()

attributes #0 = { noredzone nounwind }
