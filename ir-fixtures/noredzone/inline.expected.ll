; RUN: --passes='noredzone'

define void @inline() nounwind noredzone "k"="v" section "__TEXT,__x" {
  ret void
}

define void @done() noredzone {
  ret void
}

define void @none() #0 {
  ret void
}

define void @none_either() #0 align 16 {
  ret void
}

define { i8, i64 } @aggregate(ptr %p) #0 personality ptr @p {
  ret { i8, i64 } zeroinitializer
}

declare i32 @p(...)
attributes #0 = { noredzone }
