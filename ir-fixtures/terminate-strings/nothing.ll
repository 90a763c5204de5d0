; RUN: --passes='terminate-strings'
@ended = private unnamed_addr constant [6 x i8] c"hello\00", align 1
@empty = private unnamed_addr constant [0 x i8] zeroinitializer, align 1
@unit = private unnamed_addr constant <{}> zeroinitializer, align 1

define ptr @f() {
  ret ptr @ended
}
