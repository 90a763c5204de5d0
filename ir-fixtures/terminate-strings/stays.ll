; RUN: --passes='terminate-strings'
source_filename = "stays"

$shared = comdat any
%Named = type [5 x i8]

; Ended already, by the source or by c"…"; the third ends in the digit 0 after a NUL.
@ended = private unnamed_addr constant [6 x i8] c"hello\00", align 1
@padded = internal constant <{ [8 x i8] }> <{ [8 x i8] c"kext\00\00\00\00" }>, align 1
@zero = private unnamed_addr constant [7 x i8] c"hello\000", align 1

; No text: numbers, tables, a broken sequence, a C1 control, a NUL inside, a mark alone.
@seven = internal constant [4 x i8] c"\07\00\00\00", align 4
@answer = internal constant [8 x i8] c"*\00\00\00\00\00\00\01", align 8
@table = private unnamed_addr constant [4 x i8] c"\00\01\02\03", align 1
@ones = private unnamed_addr constant [2 x i8] c"\FF\FF", align 2
@cut = private unnamed_addr constant [3 x i8] c"gr\C3", align 1
@control = private unnamed_addr constant [3 x i8] c"a\C2\80", align 1
@pair = private unnamed_addr constant [3 x i8] c"a\00b", align 1
@flag = internal constant [1 x i8] c"\01", align 1

; No single array of bytes: a vtable, a run of fields, a slice, a named type.
@vtable = private unnamed_addr constant <{ [24 x i8], ptr }> <{ [24 x i8] c"\00\00\00\00\00\00\00\00\01\00\00\00\00\00\00\00\01\00\00\00\00\00\00\00", ptr @f }>, align 8
@fields = private unnamed_addr constant <{ [5 x i8], [3 x i8], [4 x i8] }> <{ [5 x i8] c"hello", [3 x i8] undef, [4 x i8] c"\07\00\00\00" }>, align 4
@slice = private unnamed_addr constant <{ ptr, [8 x i8] }> <{ ptr @ended, [8 x i8] c"\05\00\00\00\00\00\00\00" }>, align 8
@named = private unnamed_addr constant %Named c"hello", align 1

; Others may know the size, or write.
@public = constant [5 x i8] c"hello", align 1
@hidden = hidden constant [5 x i8] c"hello", align 1
@weak = weak_odr constant [5 x i8] c"hello", align 1
@once = linkonce_odr constant [5 x i8] c"hello", align 1
@available = available_externally constant [5 x i8] c"hello", align 1
@buffer = internal global [5 x i8] c"hello", align 1
@local = internal thread_local constant [5 x i8] c"hello", align 1
@elsewhere = internal addrspace(1) constant [5 x i8] c"hello", align 1
@late = internal externally_initialized constant [5 x i8] c"hello", align 1
@kept = internal constant [7 x i8] c"version", align 1
@kept_too = internal constant [7 x i8] c"version", align 1

; What reads these counts bytes.
@scripts = internal constant [5 x i8] c"hello", section ".debug_gdb_scripts", align 1
@linker_set = private constant [5 x i8] c"hello", section "__DATA,__set", align 1
@shared = internal constant [5 x i8] c"hello", comdat, align 1
@shared_too = internal constant [5 x i8] c"hello", comdat($shared), align 1
@placed = internal constant [5 x i8] c"hello" #0
@__profn_f = private constant [1 x i8] c"f"

@llvm.used = appending global [1 x ptr] [ptr @kept], section "llvm.metadata"
@llvm.compiler.used = appending global [1 x ptr] [ptr @kept_too], section "llvm.metadata"

; Text that only looks like a constant: @comment = private constant [5 x i8] c"hello"
module asm "@asm = private constant [5 x i8] c\22hello\22"

define void @f(ptr %p) {
  store [5 x i8] c"hello", ptr %p
  ret void
}

attributes #0 = { "rodata-section"="set" }

!text = !{!0}
!0 = !{!"@metadata = private constant [5 x i8] c\22hello\22"}
