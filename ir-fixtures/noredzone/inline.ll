; RUN: --passes='noredzone'

define void @inline() nounwind "k"="v" section "__TEXT,__x" {
  ret void
}

define void @done() noredzone {
  ret void
}

define void @none() {
  ret void
}

define void @none_either() align 16 {
  ret void
}

define { i8, i64 } @aggregate(ptr %p) personality ptr @p {
  ret { i8, i64 } zeroinitializer
}

declare i32 @p(...)
