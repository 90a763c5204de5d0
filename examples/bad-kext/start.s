# What only assembly, or a compiler for another system, does.

.text
.globl _split
_split:                                 # the prologue of a split stack
        cmpq    %gs:0x330, %rsp
        ja      1f
        callq   ___morestack
        retq
1:      movq    %gs:8, %rax
        retq

.globl _probing
_probing:                               # a page is touched only to have it mapped
        subq    $0x1000, %rsp
        movq    $0, (%rsp)
        subq    $0x234, %rsp
        addq    $0x1234, %rsp
        retq

.globl _table
_table:                                 # an address below the stack pointer
        leaq    -0x40(%rsp), %rdi
        movl    _elsewhere(%rip), %eax  # and data of others, not through the GOT
        retq

.globl _says
_says:
        leaq    L_text(%rip), %rdi      # no label tells where this text ends
        jmp     _IOLog

.globl _soft
_soft:
        callq   ___adddf3
        retq
        .byte   0x06                    # no instruction of x86-64

.section __TEXT,__const
L_text: .ascii  "no end"
L_more: .asciz  " in sight"

.section __DATA,__interpose,interposing
        .quad   _split, _probing

.data
_short: .long   _short                  # an address in 4 bytes

.linker_option "-lSystem"
.subsections_via_symbols
