; RUN: --passes='terminate-strings<calls=printk>'
; LLVM: 14
; from rustc 1.63.0 -O, cut down; the last call is through a cast of the function
@alloc80 = private unnamed_addr constant <{ [16 x i8] }> <{ [16 x i8] c"hello from rust\0A" }>, align 1
@alloc81 = private unnamed_addr constant <{ [4 x i8] }> <{ [4 x i8] c"%s\0A\00" }>, align 1
@GREETING = internal constant <{ [5 x i8] }> <{ [5 x i8] c"hello" }>, align 1
@alloc83 = private unnamed_addr constant <{ [6 x i8] }> <{ [6 x i8] c"silent" }>, align 1
@str.0 = internal constant [5 x i8] c"panic"

define void @a() unnamed_addr {
start:
  %_5 = tail call i32 (i8*, ...) @printk(i8* getelementptr inbounds (<{ [16 x i8] }>, <{ [16 x i8] }>* @alloc80, i64 0, i32 0, i64 0))
  %_9 = tail call i32 (i8*, ...) @printk(i8* getelementptr inbounds (<{ [4 x i8] }>, <{ [4 x i8] }>* @alloc81, i64 0, i32 0, i64 0), i8* getelementptr inbounds (<{ [5 x i8] }>, <{ [5 x i8] }>* @GREETING, i64 0, i32 0, i64 0))
  %cast = bitcast [5 x i8]* @str.0 to i8*
  call void bitcast (i32 (i8*, ...)* @printk to void (i8*)*)(i8* %cast)
  ret void
}

define i8* @b() unnamed_addr {
  ret i8* getelementptr inbounds (<{ [6 x i8] }>, <{ [6 x i8] }>* @alloc83, i64 0, i32 0, i64 0)
}

declare i32 @printk(i8*, ...) unnamed_addr
