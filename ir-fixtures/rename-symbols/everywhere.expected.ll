; RUN: --passes='rename-symbols<sym=new;hidden=found>'
; Every place where a symbol stands. Nothing declares @hidden, which needs no declaration.
source_filename = "sym"
target triple = "x86_64-apple-macosx10.15.0"

module asm ".globl _new # not _sym"
module asm "/* not _sym"
module asm "nor _sym */ _alias2 = _new + 4"
module asm ".ascii \22_sym\22; .section __TEXT,_sym"
module asm "_symbol: call _new; call sym"

%sym = type { ptr }

$new = comdat any

@string = constant [7 x i8] c"@sym \0A\00", section "__DATA,sym"
@sym.2 = global %sym { ptr @new }
@list = global [2 x ptr] [ptr @new, ptr getelementptr (i8, ptr @new, i64 1)]
@equivalent = global ptr no_cfi @new
@block = global ptr blockaddress(@new, %sym)
@alias = alias ptr (), ptr @new
@ifunc = ifunc void (), ptr @new
@llvm.used = appending global [1 x ptr] [ptr @new], section "llvm.metadata"

declare ptr @alloc(i64) allockind("alloc,uninitialized") "alloc-variant-zeroed"="found"

define ptr @new() comdat prefix ptr @new prologue ptr @new personality ptr @new !dbg !3 !s !7 {
entry:
  br label %sym
sym: ; @sym
  %sym2 = alloca ptr, !sym !{!"sym", ptr @new}
  store ptr @new, ptr %sym2
  %r = call ptr @new() "probe-stack"="new" [ "deopt"(ptr @new) ], !dbg !9, !callees !7
  call void asm sideeffect "call _new; call ${0:P}; mov $$_new, %rax; lea _sym$1; call _new@PLT; call _sym$$x", "i,i"(ptr @new, i32 0)
  %v = call float @sin(float 0.0) #1, !dbg !9
  ret ptr @new
}

define void @member() #0 comdat($new) {
  ret void
}

declare float @sin(float)

attributes #0 = { "probe-stack"="new" "other"="sym" }
attributes #1 = { "vector-function-abi-variant"="_ZGV_LLVM_N4v_sin(new),_ZGVbN4v_new(_ZGVbN4v_sym),_ZGV_LLVM_N2v_new(x)" }

!llvm.dbg.cu = !{!1}
!llvm.module.flags = !{!0, !6}
!sym = !{!7}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = distinct !DICompileUnit(language: DW_LANG_Rust, file: !2, producer: "sym", emissionKind: FullDebug)
!2 = !DIFile(filename: "sym", directory: "/sym")
!3 = distinct !DISubprogram(name: "sym", linkageName: "new", scope: !2, file: !2, line: 1, type: !4, spFlags: DISPFlagDefinition, unit: !1, targetFuncName: "new")
!4 = !DISubroutineType(types: !5)
!5 = !{null}
!6 = !{i32 1, !"stack-protector-guard-symbol", !"new"}
!7 = !{ptr @new}
!9 = !DILocation(line: 1, scope: !3)
!8 = !{!"sym", !"sym: %self"}
