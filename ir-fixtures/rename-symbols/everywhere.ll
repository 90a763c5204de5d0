; RUN: --passes='rename-symbols<sym=new;hidden=found>'
; Every place where a symbol stands. Nothing declares @hidden, which needs no declaration.
source_filename = "sym"
target triple = "x86_64-apple-macosx10.15.0"

module asm ".globl _sym # not _sym"
module asm "/* not _sym"
module asm "nor _sym */ _alias2 = _sym + 4"
module asm ".ascii \22_sym\22; .section __TEXT,_sym"
module asm "_symbol: call \22_sym\22; call sym"

%sym = type { ptr }

$sym = comdat any

@string = constant [7 x i8] c"@sym \0A\00", section "__DATA,sym"
@sym.2 = global %sym { ptr @sym }
@list = global [2 x ptr] [ptr @sym, ptr getelementptr (i8, ptr @sym, i64 1)]
@equivalent = global ptr no_cfi @sym
@block = global ptr blockaddress(@sym, %sym)
@alias = alias ptr (), ptr @sym
@ifunc = ifunc void (), ptr @sym
@llvm.used = appending global [1 x ptr] [ptr @sym], section "llvm.metadata"

declare ptr @alloc(i64) allockind("alloc,uninitialized") "alloc-variant-zeroed"="hidden"

define ptr @sym() comdat prefix ptr @sym prologue ptr @sym personality ptr @sym !dbg !3 !s !7 {
entry:
  br label %sym
sym: ; @sym
  %sym2 = alloca ptr, !sym !{!"sym", ptr @sym}
  store ptr @sym, ptr %sym2
  %r = call ptr @sym() "probe-stack"="sym" [ "deopt"(ptr @sym) ], !dbg !9, !callees !7
  call void asm sideeffect "call _sym; call ${0:P}; mov $$_sym, %rax; lea _sym$1; call _sym@PLT; call _sym$$x", "i,i"(ptr @sym, i32 0)
  %v = call float @sin(float 0.0) #1, !dbg !9
  ret ptr @sym
}

define void @member() #0 comdat($sym) {
  ret void
}

declare float @sin(float)

attributes #0 = { "probe-stack"="sym" "other"="sym" }
attributes #1 = { "vector-function-abi-variant"="_ZGV_LLVM_N4v_sin(sym),_ZGVbN4v_sym,_ZGV_LLVM_N2v_sym(x)" }

!llvm.dbg.cu = !{!1}
!llvm.module.flags = !{!0, !6}
!sym = !{!7}

!0 = !{i32 2, !"Debug Info Version", i32 3}
!1 = distinct !DICompileUnit(language: DW_LANG_Rust, file: !2, producer: "sym", emissionKind: FullDebug)
!2 = !DIFile(filename: "sym", directory: "/sym")
!3 = distinct !DISubprogram(name: "sym", linkageName: "sym", scope: !2, file: !2, line: 1, type: !4, spFlags: DISPFlagDefinition, unit: !1, targetFuncName: "sym")
!4 = !DISubroutineType(types: !5)
!5 = !{null}
!6 = !{i32 1, !"stack-protector-guard-symbol", !"sym"}
!7 = !{ptr @sym}
!9 = !DILocation(line: 1, scope: !3)
!8 = !{!"sym", !"sym: %self"}
