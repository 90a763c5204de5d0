; RUN: --passes='noredzone<except=kept;except=gone>'

define void @kept() #0 {
  ret void
}

define void @other() #0 {
  ret void
}

define void @third() #0 {
  ret void
}

attributes #0 = { nounwind }
