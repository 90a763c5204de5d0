; RUN: --passes='rename-symbols'
; printk, @printk and _printk stand here in comments and strings only.
source_filename = "@printk"
target triple = "x86_64-apple-macosx10.15.0"

%printk = type { i8 }

@string = private constant [8 x i8] c"@printk\00"
@other = global i32 0, section "__DATA,printk"
@printk.cold = global %printk zeroinitializer
@_printk = global i32 1
@my_printk = global i32 2
@printks = global i32 3

define void @f(ptr %printk) "k"="printk" "target-cpu"="printk" gc "printk" {
  br label %printk1 ; @printk
printk1:
  %x = load i8, ptr %printk, !printk !0
  call void asm sideeffect "/* _printk */ call _printks", "~{memory}"() [ "printk"() ]
  ret void
}

!printk = !{!0}
!0 = !{!"printk", !"@printk"}
