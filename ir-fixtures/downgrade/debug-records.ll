; RUN: --passes='downgrade<to=16>'

define i32 @f(i32 %x, ptr %p) !dbg !3 {
    #dbg_declare(ptr %p, !6, !DIExpression(DW_OP_deref), !8)
    #dbg_value(i32 %x, !6, !DIExpression(), !8)
    #dbg_value(!DIArgList(i32 %x, i32 3), !6, !DIExpression(DW_OP_LLVM_arg, 0, DW_OP_LLVM_arg, 1, DW_OP_plus, DW_OP_stack_value), !8)
    #dbg_value(i32 %x, !6, !DIExpression(DW_OP_constu, 41, DW_OP_eq, DW_OP_stack_value, DW_OP_LLVM_fragment, 0, 8), !8)
    #dbg_value(ptr getelementptr inbounds nuw (i8, ptr @g, i64 4), !6, !DIExpression(), !8)
    #dbg_value(<2 x i64> <i64 0, i64 1>, !6, !DIExpression(), !8)
    #dbg_label(!9, !8)
  ret i32 %x, !dbg !8
}

@g = external global [8 x i8]

!llvm.dbg.cu = !{!0}
!llvm.module.flags = !{!2}
!0 = distinct !DICompileUnit(language: DW_LANG_Rust, file: !1, emissionKind: FullDebug, splitDebugInlining: false, nameTableKind: None)
!1 = !DIFile(filename: "a.rs", directory: "/")
!2 = !{i32 2, !"Debug Info Version", i32 3}
!3 = distinct !DISubprogram(name: "f", scope: !1, file: !1, line: 1, type: !4, unit: !0, spFlags: DISPFlagDefinition, keyInstructions: true)
!4 = !DISubroutineType(types: !5)
!5 = !{null}
!6 = !DILocalVariable(name: "x", scope: !3, file: !1, line: 1, type: !7)
!7 = !DIBasicType(name: "dataSize: 7", size: 32, dataSize: 30, encoding: DW_ATE_signed)
!8 = !DILocation(line: 1, column: 1, scope: !3, atomGroup: 1, atomRank: 2)
!9 = !DILabel(scope: !3, name: "here", file: !1, line: 1, column: 3)
