; RUN: --passes='noredzone<except=kept;except=gone>'

define void @kept() #0 {
  ret void
}

define void @other() #1 {
  ret void
}

define void @third() #1 {
  ret void
}

attributes #0 = { nounwind }
attributes #1 = { nounwind noredzone }
