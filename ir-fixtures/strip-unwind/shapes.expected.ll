; RUN: --passes='strip-unwind'
; Every shape an invoke or a landing pad has: phis before the pad, attachments, bundles, a type
; written out, one line, numbers without names, assembly, use-list orders.
source_filename = "shapes"

@type = external constant i8
@other = global ptr @callee

define i32 @phis(i1 %c, ptr %f) #2 !dbg !6 {
entry:
  br i1 %c, label %left, label %right

left:
  %1 = call noundef i32 (ptr, ...) @variadic(ptr %f) #0, !dbg !9, !srcloc !12
  br label %done, !dbg !9

right:
  %2 = call i32 %f() [ "kcfi"(i32 7) ], !dbg !9
  br label %done, !dbg !9

pad:
  %3 = freeze i32 undef
  %4 = freeze float undef, !dbg !9
  %5 = freeze { ptr, i32 } undef, !dbg !9
  %6 = extractvalue { ptr, i32 } %5, 1
  %7 = call i32 @llvm.eh.typeid.for.p0(ptr @type)
  %8 = icmp eq i32 %6, %7
  br i1 %8, label %caught, label %rethrow

caught:
  br label %done

rethrow:
  unreachable, !dbg !9

done:
  %9 = phi i32 [ %1, %left ], [ %2, %right ], [ %3, %caught ]
  ret i32 %9
}

define void @line() #2 { call void asm sideeffect unwind "nop", ""()
br label %a ; a comment
a: ret void
b: %x = freeze { ptr, i32 } undef unreachable }

define void @unnamed() #2 {
  call void @callee()
  br label %1

1:
  call void @callee()
  br label %4

2:
  freeze { ptr, i32 } undef
  unreachable

4:
  ret void
}

define void @leaf() #2 {
  ret void
}

define void @"invoke landingpad resume"() #2 {
resume:
  ret void
}

declare i32 @llvm.eh.typeid.for.p0(ptr)

declare i32 @variadic(ptr, ...)

declare void @callee()


attributes #0 = { cold }
attributes #2 = { nounwind }

!llvm.dbg.cu = !{!4}
!llvm.module.flags = !{!1}

!1 = !{i32 2, !"Debug Info Version",
       i32 3}
 ; over lines
!4 = distinct !DICompileUnit(language: DW_LANG_Rust, file: !5, emissionKind: FullDebug)
!5 = !DIFile(filename: "shapes", directory: "")
!6 = distinct !DISubprogram(name: "phis", file: !5, line: 1, type: !7, unit: !4, spFlags: DISPFlagDefinition)
!7 = !DISubroutineType(types: !8)
!8 = !{}
!9 = !DILocation(line: 1, scope: !6)
!11 = !{!"branch_weights", i32 9, i32 1}
!12 = !{i64 4}

