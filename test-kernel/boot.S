/*
 * From what qemu leaves (32-bit protected mode, no paging; PVH's entry) to kernel_main in 64-bit mode
 * at high addresses, and the ways into C afterwards: traps, and calls on the kext's stack.
 */
#define KERNEL_BASE 0xffffff8000000000
#define CODE_SELECTOR 0x08
#define DATA_SELECTOR 0x10
#define KERNEL_FLAGS 0x40002 /* as in kernel.h */
#define KEPT_VALUE 0x5e5e5e5e5e5e5e5e

    /* XEN_ELFNOTE_PHYS32_ENTRY: qemu's -kernel starts a 64-bit ELF file here. */
    .section .note.Xen, "a", @note
    .p2align 2
    .long 4, 8, 18
    .asciz "Xen"
    .quad enter

    .section .boot, "awx", @progbits
    .code32
    .globl enter
enter:
    movl $stack_of_boot, %esp

    /* Memory's first GiB in pages of 2 MiB, at 0 (until kernel_main takes that away) and at KERNEL_BASE. */
    movl $boot_directory, %edi
    movl $0x83, %eax
    movl $512, %ecx
1:  movl %eax, (%edi)
    movl $0, 4(%edi)
    addl $0x200000, %eax
    addl $8, %edi
    loop 1b
    movl $boot_directory + 3, low_pointers
    movl $boot_directory + 3, high_pointers
    movl $low_pointers + 3, top_table
    movl $high_pointers + 3, top_table + 511 * 8

    movl $top_table, %eax
    movl %eax, %cr3
    movl $0x20, %eax            /* PAE; not OSFXSR, not OSXSAVE: SSE and AVX are undefined */
    movl %eax, %cr4
    movl $0xc0000080, %ecx      /* EFER: LME, NXE */
    rdmsr
    orl $0x900, %eax
    wrmsr
    movl $0x8001003f, %eax      /* PG, WP, NE, ET, TS, EM, MP, PE: floating point traps, fwait too */
    movl %eax, %cr0
    lgdt gdt_pointer
    ljmp $CODE_SELECTOR, $1f
    .code64
1:  movw $DATA_SELECTOR, %ax
    movw %ax, %ds
    movw %ax, %es
    movw %ax, %ss
    xorl %eax, %eax
    movw %ax, %fs
    movw %ax, %gs
    movabsq $boot_stack_end, %rsp
    movabsq $kernel_main, %rax
    xorl %ebp, %ebp
    call *%rax
1:  hlt
    jmp 1b

    .p2align 3
gdt_pointer:
    .word 5 * 8 - 1
    .quad gdt                   /* of which the lower half counts here: its place in memory */

    .p2align 12
    .globl top_table, boot_directory
top_table: .skip 4096
low_pointers: .skip 4096
high_pointers: .skip 4096
boot_directory: .skip 4096
    .skip 64
stack_of_boot:

    .section .tables, "aw", @progbits
    .globl gdt
    .p2align 3
gdt:
    .quad 0
    .quad 0x00af9b000000ffff    /* code, 64 bits */
    .quad 0x00cf93000000ffff    /* data */
    .quad 0, 0                  /* the task state, which kernel_main fills in */

    .text
/*
 * Every vector pushes an error code, if the processor did not, and its number. Where the kext's stack has
 * no room for what follows, those that came there go on on the stack for faults: so that the report says
 * who had used it up.
 */
    .macro vector number
    .p2align 6
    stac
    .if !((\number <= 2) || (\number == 8) || (\number >= 11 && \number <= 13) || (\number == 18))
    cmpq stack_floor(%rip), %rsp
    jae 1f
    movq %rax, saved_rax(%rip)
    leaq 1f(%rip), %rax
    jmp leave_full_stack
    .endif
1:  .if !((\number == 8) || (\number >= 10 && \number <= 14) || (\number == 17) || (\number == 21) || (\number == 29) || (\number == 30))
    pushq $0
    .endif
    pushq $\number
    jmp enter_trap
    .endm

    .p2align 6
    .globl vectors
vectors:
    .set n, 0
    .rept 48
    vector n
    .set n, n + 1
    .endr

/* What the processor has pushed, an error code among it or not, is copied. */
leave_full_stack:
    movq %rax, saved_place(%rip)
    movq %rsp, %rax
    movq fault_stack(%rip), %rsp
    .irp offset, 40, 32, 24, 16, 8, 0
    pushq \offset(%rax)
    .endr
    movq saved_rax(%rip), %rax
    jmp *saved_place(%rip)

enter_trap:
    cld
    .irp register, rax, rbx, rcx, rdx, rsi, rdi, rbp, r8, r9, r10, r11, r12, r13, r14, r15
    pushq %\register
    .endr
    movq %rsp, %rdi
    movq %rsp, %rbx
    andq $-16, %rsp
    call handle_trap
    movq %rbx, %rsp
    .irp register, r15, r14, r13, r12, r11, r10, r9, r8, rbp, rdi, rsi, rdx, rcx, rbx, rax
    popq %\register
    .endr
    addq $16, %rsp
    iretq

/*
 * uint64_t call_on(void *stack_end, uint64_t flags, void *function, const uint64_t arguments[6]):
 * calls a function on a stack of its own, with these processor flags, and gives back what it returned.
 */
    .globl call_on
call_on:
    pushq %rbp
    movq %rsp, %rbp
    pushq %rbx
    pushq %r12
    pushq %r13
    pushq %r14
    pushq %r15
    pushq %rbp
    movq %rsp, saved_stack(%rip)
    movq %rdx, %rax
    movq %rsi, %rbx
    movq %rcx, %r10
    movq %rdi, %rsp
    xorl %ebp, %ebp
    movq 0(%r10), %rdi
    movq 8(%r10), %rsi
    movq 16(%r10), %rdx
    movq 24(%r10), %rcx
    movq 32(%r10), %r8
    movq 40(%r10), %r9
    pushq %rbx
    movabsq $KEPT_VALUE, %rbx
    movq %rbx, %r12
    movq %rbx, %r13
    movq %rbx, %r14
    movq %rbx, %r15
    popfq
    call *%rax
    pushfq
    stac
    popq returned(%rip)
    /* The trap flag may be set still. */
    pushq $KERNEL_FLAGS
    popfq
    movq %rbx, returned + 8(%rip)
    movq %rbp, returned + 16(%rip)
    movq %r12, returned + 24(%rip)
    movq %r13, returned + 32(%rip)
    movq %r14, returned + 40(%rip)
    movq %r15, returned + 48(%rip)
    movq saved_stack(%rip), %rsp
    popq %rbp
    popq %r15
    popq %r14
    popq %r13
    popq %r12
    popq %rbx
    popq %rbp
    ret

    .data
saved_stack: .quad 0
saved_rax: .quad 0
saved_place: .quad 0
    .globl stack_floor, fault_stack, returned
stack_floor: .quad 0
fault_stack: .quad 0
returned: .skip 7 * 8

    .bss
    .p2align 12
boot_stack: .skip 32768
boot_stack_end:
