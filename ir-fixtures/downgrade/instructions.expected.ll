; RUN: --passes='downgrade<to=16>'

@table = constant ptr getelementptr inbounds (i8, ptr @bytes, i64 4)
@bytes = constant [8 x i8] c"nuw nneg", align 1

define i64 @f(ptr %p, i32 %a, <4 x i32> %v, i1 %c) {
nuw:
  %place = getelementptr inbounds i8, ptr %p, i64 1
  %next = getelementptr i8, ptr %place, i64 1
  %short = trunc i32 %a to i8
  %either = or i32 %a, 1
  %wide = zext i8 %short to i64
  %float = uitofp i32 %a to double
  %less = icmp ult i32 %either, %a
  %sum = add nuw nsw <4 x i32> %v, <i32 1, i32 1, i32 1, i32 1>
  %chosen = select i1 %c, <2 x ptr> <ptr @bytes, ptr @bytes>, <2 x ptr> zeroinitializer
  %address = ptrtoint ptr %next to i64 ; trunc nuw stays in comments
  ret i64 %address
}
