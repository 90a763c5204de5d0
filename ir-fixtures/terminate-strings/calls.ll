; RUN: --passes='terminate-strings<calls=printk;calls=puts>'
; Only what is handed to one of the two, by address or an address computed from it.
@direct = private unnamed_addr constant [6 x i8] c"direct", align 1
@second = private unnamed_addr constant [6 x i8] c"second", align 1
@inside = private unnamed_addr constant [6 x i8] c"inside", align 1
@moved = private unnamed_addr constant [5 x i8] c"moved", align 1
@either = private unnamed_addr constant [6 x i8] c"either", align 1
@or = private unnamed_addr constant [2 x i8] c"or", align 1
@phi = private unnamed_addr constant [3 x i8] c"phi", align 1
@assembler = private unnamed_addr constant [9 x i8] c"assembler", align 1
@bytes = private unnamed_addr constant [3 x i8] c"\01\02\03", align 1
@ended = private unnamed_addr constant [4 x i8] c"%d\0A\00", align 1
@rust = private unnamed_addr constant [4 x i8] c"rust", align 1
@stored = private unnamed_addr constant [6 x i8] c"stored", align 1
@text = private unnamed_addr constant [4 x i8] c"text", align 1

define void @f(ptr %p, i1 %c, i64 %i) {
entry:
  %0 = call i32 (ptr, ...) @printk(ptr noundef nonnull @direct, ptr @second, i64 %i)
  %1 = call i32 (ptr, ...) @printk(ptr getelementptr inbounds (i8, ptr @inside, i64 2))
  %gep = getelementptr inbounds nuw i8, ptr @moved, i64 %i
  %frozen = freeze ptr %gep
  %2 = tail call i32 @puts(ptr %frozen)
  %picked = select i1 %c, ptr @either, ptr @or
  %printed = call i32 (ptr, ...) @printk(ptr %picked)
  br label %again

again:
  %at = phi ptr [ @phi, %entry ], [ %next, %again ], !note !0
  %next = getelementptr i8, ptr %at, i64 1
  %3 = call i32 @puts(ptr %at)
  %4 = call i32 @"\01_puts"(ptr @assembler)
  %5 = call i32 @puts(ptr @bytes)
  %6 = call i32 (ptr, ...) @printk(ptr @ended, i32 7)
  call void @not_asked(ptr @rust)
  store ptr @stored, ptr %p
  br i1 %c, label %again, label %done

done:
  ret void
}

declare i32 @printk(ptr, ...)
declare i32 @puts(ptr)
declare i32 @"\01_puts"(ptr)
declare void @not_asked(ptr)

!0 = !{}
