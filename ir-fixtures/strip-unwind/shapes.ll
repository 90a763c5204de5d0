; RUN: --passes='strip-unwind'
; Every shape an invoke or a landing pad has: phis before the pad, attachments, bundles, a type
; written out, one line, numbers without names, assembly, use-list orders.
source_filename = "shapes"

@type = external constant i8
@other = global ptr @callee

define i32 @phis(i1 %c, ptr %f) uwtable(sync) personality ptr @__gxx_personality_v0 !dbg !6 {
entry:
  br i1 %c, label %left, label %right

left:
  %1 = invoke noundef i32 (ptr, ...) @variadic(ptr %f) #0
          to label %done unwind label %pad, !dbg !9, !prof !11, !srcloc !12

right:
  %2 = invoke i32 %f() [ "kcfi"(i32 7) ]
          to label %done unwind label %pad, !prof !11, !dbg !9

pad:
  %3 = phi i32 [ 1, %left ], [ 2, %right ]
  %4 = phi nnan float [ 1.0, %left ], [ 2.0, %right ], !dbg !9
  %5 = landingpad { ptr, i32 }
          cleanup
          catch ptr null
          catch ptr @type
          filter [1 x ptr] [ptr @type], !dbg !9
  %6 = extractvalue { ptr, i32 } %5, 1
  %7 = call i32 @llvm.eh.typeid.for.p0(ptr @type)
  %8 = icmp eq i32 %6, %7
  br i1 %8, label %caught, label %rethrow

caught:
  br label %done

rethrow:
  resume { ptr, i32 } %5, !dbg !9

done:
  %9 = phi i32 [ %1, %left ], [ %2, %right ], [ %3, %caught ]
  ret i32 %9
}

define void @line() nonlazybind personality ptr @rust_eh_personality { invoke void asm sideeffect unwind "nop", ""() to label %a unwind label %b ; a comment
a: ret void
b: %x = landingpad { ptr, i32 } cleanup unreachable }

define void @unnamed() personality ptr @rust_eh_personality {
  invoke void @callee() to label %1 unwind label %2

1:
  invoke void @callee()
     to label %4 unwind label %2

2:
  landingpad { ptr, i32 } cleanup
  unreachable

4:
  ret void
  uselistorder label %2, { 1, 0 }
}

define void @leaf() personality ptr @rust_eh_personality {
  ret void
}

define void @"invoke landingpad resume"() personality ptr @rust_eh_personality {
resume:
  ret void
}

declare i32 @llvm.eh.typeid.for.p0(ptr)

declare i32 @variadic(ptr, ...)

declare void @callee() nonlazybind

declare i32 @__gxx_personality_v0(...)

; goes with its comment
declare i32 @rust_eh_personality(...) #1

attributes #0 = { nonlazybind cold }
attributes #1 = { uwtable nonlazybind }

!llvm.dbg.cu = !{!4}
!llvm.module.flags = !{!0, !1, !2}
!llvm.module.flags = !{!3}

!0 = !{i32 7, !"PIC Level", i32 2}
!1 = !{i32 2, !"Debug Info Version",
       i32 3}
!2 = !{i32 7, !"uwtable",
       i32 2} ; over lines
!3 = !{i32 7, !"PIE Level", i32 2}
!4 = distinct !DICompileUnit(language: DW_LANG_Rust, file: !5, emissionKind: FullDebug)
!5 = !DIFile(filename: "shapes", directory: "")
!6 = distinct !DISubprogram(name: "phis", file: !5, line: 1, type: !7, unit: !4, spFlags: DISPFlagDefinition)
!7 = !DISubroutineType(types: !8)
!8 = !{}
!9 = !DILocation(line: 1, scope: !6)
!11 = !{!"branch_weights", i32 9, i32 1}
!12 = !{i64 4}

uselistorder ptr @rust_eh_personality, { 3, 2, 1, 0 }
uselistorder ptr @callee, { 2, 1, 0 }
