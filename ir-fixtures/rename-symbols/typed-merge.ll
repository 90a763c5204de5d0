; RUN: --passes='rename-symbols<a=b>'
; LLVM: 14
; Types agree whatever the parameters are called and however they are spaced.
%T = type { i32, i8* }
@p = global void (i8*, %T*)* @a

declare void @a(i8* noalias %x, %T * byval(%T) %y) nounwind
declare void @b(i8*, %T*)

define void @f(i8* %x, %T* %y) {
  call void @a(i8* %x, %T* byval(%T) %y)
  call void bitcast (void (i8*, %T*)* @a to void ()*)()
  ret void
}
