; RUN: --passes='rename-symbols'
; Nothing but debug info looks at the results.
declare i32 @printk(ptr, ...)
declare void @llvm.dbg.value(metadata, metadata, metadata)

define void @f(ptr %s) !dbg !4 {
  %r = call i32 (ptr, ...) @printk(ptr %s), !dbg !7
  call void @llvm.dbg.value(metadata i32 %r, metadata !6, metadata !DIExpression()), !dbg !7
  %1 = call i32 (ptr, ...) @printk(ptr %s), !dbg !7
  ret void, !dbg !7
}

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_Rust, file: !1, emissionKind: FullDebug)
!1 = !DIFile(filename: "a.rs", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = !DISubroutineType(types: !5)
!4 = distinct !DISubprogram(name: "f", linkageName: "f", scope: !1, file: !1, line: 1, type: !3, spFlags: DISPFlagDefinition, unit: !0)
!5 = !{null}
!6 = !DILocalVariable(name: "r", scope: !4, file: !1, line: 1)
!7 = !DILocation(line: 2, scope: !4)
