; RUN: --passes='terminate-strings'
; LLVM: 14
; Every way a typed pointer to a string is used, in order: those that take the
; new type, those that keep the old one.
%pair = type { [5 x i8]*, i64 }

@a = private unnamed_addr constant [5 x i8] c"hello", align 1
@b = private unnamed_addr constant <{ [5 x i8] }> <{ [5 x i8] c"world" }>, align 1
@s = internal constant { [5 x i8] } { [5 x i8] c"again" }
@0 = private constant [5 x i8] c"first"
@"odd \22name" = private constant [5 x i8] c"quote"

; The new type.
@gep = private constant i8* getelementptr inbounds ([5 x i8], [5 x i8]* @a, i32 0, i32 0)
@gep_end = private constant i8* getelementptr ([5 x i8], [5 x i8]* @a, i64 0, i64 5)
@gep_packed = private constant i8* getelementptr inbounds (<{ [5 x i8] }>, <{ [5 x i8] }>* @b, i32 0, i32 0, i32 0)
@gep_struct = private constant i8* getelementptr inbounds ({ [5 x i8] }, { [5 x i8] }* @s, i32 0, i32 0, i32 1)
@gep_number = private constant i8* getelementptr inbounds ([5 x i8], [5 x i8]* @0, i32 0, i32 0)
@gep_quoted = private constant i8* getelementptr inbounds ([5 x i8], [5 x i8]* @"odd \22name", i32 0, i32 0)
@gep_escaped = private constant i8* getelementptr inbounds ([5 x i8], [5 x i8]* @"\61", i32 0, i32 0)
@gep_inrange = private constant i8* getelementptr inbounds ([5 x i8], [5 x i8]* @a, i32 0, inrange i32 0)
@bits = private constant { [0 x i8]*, i64 } { [0 x i8]* bitcast ([5 x i8]* @a to [0 x i8]*), i64 5 }
@number = private constant i64 ptrtoint (<{ [5 x i8] }>* @b to i64)
@space = private constant i8 addrspace(1)* addrspacecast (i8* getelementptr inbounds ([5 x i8], [5 x i8]* @a, i32 0, i32 0) to i8 addrspace(1)*)

; The old type.
@past = private constant [5 x i8]* getelementptr inbounds ([5 x i8], [5 x i8]* @a, i64 1)
@inner = private constant [5 x i8]* getelementptr inbounds (<{ [5 x i8] }>, <{ [5 x i8] }>* @b, i64 0, i32 0)
@field = private constant %pair { [5 x i8]* @a, i64 5 }
@list = private constant [2 x [5 x i8]*] [[5 x i8]* @a, [5 x i8]* @0]
@alias = internal alias [5 x i8], [5 x i8]* @a
@same = private constant i1 icmp eq ([5 x i8]* @a, [5 x i8]* @0)

define [5 x i8]* @f([5 x i8]* %p, [5 x i8]** %q, i64 %i, i1 %c) !dbg !4 {
entry:
  %new.1 = getelementptr inbounds [5 x i8], [5 x i8]* @a, i64 0, i64 %i, !note !0
  %new.2 = getelementptr inbounds <{ [5 x i8] }>, <{ [5 x i8] }>* @b, i64 0, i32 0, i64 %i
  %new.3 = bitcast [5 x i8]* @a to i8*
  %new.4 = ptrtoint [5 x i8]* @a to i64
  %new.5 = load i8, i8* getelementptr inbounds ([5 x i8], [5 x i8]* @a, i64 0, i64 4), align 1
  call void @llvm.dbg.value(metadata [5 x i8]* @a, metadata !5, metadata !DIExpression()), !dbg !8
  %old.1 = getelementptr inbounds [5 x i8], [5 x i8]* @a, i64 %i
  %old.2 = getelementptr [5 x i8], [5 x i8]* @a, i64 %i, i64 0
  %old.3 = getelementptr inbounds <{ [5 x i8] }>, <{ [5 x i8] }>* @b, i64 0, i32 0
  %old.4 = load [5 x i8], [5 x i8]* @a, align 1
  %old.5 = load volatile <{ [5 x i8] }>, <{ [5 x i8] }>* @b, align 1
  store [5 x i8]* @a, [5 x i8]** %q, align 8
  %old.6 = icmp eq [5 x i8]* %p, @a
  %old.7 = icmp eq [5 x i8]* @a, %p
  br i1 %old.6, label %then, label %done

then:
  br label %done

done:
  %old.8 = phi [5 x i8]* [ @a, %entry ], [ @0, %then ]
  %old.9 = select i1 %c, [5 x i8]* @a, [5 x i8]* %old.8
  call void @g([5 x i8]* noundef nonnull align 1 dereferenceable(5) @a, [5 x i8]* byval([5 x i8]) @0)
  call void asm sideeffect "", "=*m"([5 x i8]* elementtype([5 x i8]) nonnull @a)
  %old.10 = insertvalue %pair undef, [5 x i8]* @a, 0
  %cast = bitcast i8* %new.3 to [5 x i8]*
  ret [5 x i8]* @a
}

; Pointers to other things, and names that are no uses: [5 x i8]* @a
define void @h([6 x i8]* %a, [5 x i8]* %"@a") {
  %x = getelementptr [6 x i8], [6 x i8]* %a, i64 0, i64 0
  %y = getelementptr [5 x i8], [5 x i8]* %"@a", i64 0, i64 0
  ret void
}

declare void @g([5 x i8]*, [5 x i8]*)
declare void @llvm.dbg.value(metadata, metadata, metadata)

!llvm.dbg.cu = !{!2}
!llvm.module.flags = !{!1}
!values = !{!0}
!0 = !{[5 x i8]* @a, !"[5 x i8]* @a"}
!1 = !{i32 2, !"Debug Info Version", i32 3}
!2 = distinct !DICompileUnit(language: DW_LANG_Rust, file: !3, emissionKind: FullDebug)
!3 = !DIFile(filename: "a.rs", directory: ".")
!4 = distinct !DISubprogram(name: "f", scope: !3, file: !3, line: 1, type: !6, unit: !2)
!5 = !DILocalVariable(name: "x", scope: !4, file: !3, line: 1, type: !7)
!6 = !DISubroutineType(types: !{})
!7 = !DIBasicType(name: "u64", size: 64, encoding: DW_ATE_unsigned)
!8 = !DILocation(line: 1, scope: !4)
