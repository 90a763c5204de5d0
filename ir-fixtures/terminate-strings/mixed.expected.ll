; RUN: --passes='terminate-strings'
; LLVM: 22
; From LLVM 15 on typed pointers mean `ptr`, and both may stand in one module.
@a = private unnamed_addr constant <{ [6 x i8] }> <{ [6 x i8] c"hello\00" }>, align 1
@typed = private constant i8* getelementptr inbounds (<{ [6 x i8] }>, <{ [6 x i8] }>* @a, i32 0, i32 0, i32 0)
@opaque = private constant ptr getelementptr inbounds (<{ [5 x i8] }>, ptr @a, i32 0, i32 0, i32 0)
@other = private constant i8* bitcast ([7 x i8]* @a to i8*)

define i1 @f(<{ [5 x i8] }>* %p, ptr %q) {
  %typed = icmp eq <{ [5 x i8] }>* %p, bitcast (<{ [6 x i8] }>* @a to <{ [5 x i8] }>*)
  %opaque = icmp eq ptr %q, @a
  call void @g(ptr noundef nonnull @a)
  ret i1 %typed
}

declare void @g(ptr)
