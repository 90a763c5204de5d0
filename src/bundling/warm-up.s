# A small kext's object: kextir links and audits it when it is built, so that V8 has compiled what
# that takes. Where this is built there may be no assembler, so what it makes of this is kept:
#
#   clang-22 -target x86_64-apple-macosx10.15 -c src/bundling/warm-up.s -o src/bundling/warm-up.o

	.section	__TEXT,__text,regular,pure_instructions
	.globl	_warm_start
	.p2align	4
_warm_start:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	subq	$0x20, %rsp
	movq	___stack_chk_guard@GOTPCREL(%rip), %rax
	movq	(%rax), %rax
	movq	%rax, -0x8(%rbp)
	leaq	L_hello(%rip), %rdi
	xorl	%eax, %eax
	callq	_IOLog
	incl	_count(%rip)
	movl	$7, _shared(%rip)
	callq	_helper
	movq	_table@GOTPCREL(%rip), %rcx
	cmpq	$0, (%rcx)
	je	1f
	xorl	%eax, %eax
	addq	$0x20, %rsp
	popq	%rbp
	retq
1:	callq	___stack_chk_fail
	.cfi_endproc

	.p2align	4
_helper:
	.cfi_startproc
	pushq	%rbp
	.cfi_def_cfa_offset 16
	.cfi_offset %rbp, -16
	movq	%rsp, %rbp
	.cfi_def_cfa_register %rbp
	leaq	L_jumps(%rip), %rax
	movslq	(%rax,%rdi,4), %rcx
	addq	%rax, %rcx
	jmpq	*%rcx
L_case0:
	movl	$5, %eax
L_case1:
	popq	%rbp
	retq
	.cfi_endproc
	.p2align	2
	.data_region jt32
L_jumps:
	.long	L_case0-L_jumps
	.long	L_case1-L_jumps
	.end_data_region

	.globl	_warm_stop
	.p2align	4
_warm_stop:
	xorl	%eax, %eax
	retq

	.section	__TEXT,__cstring,cstring_literals
L_hello:
	.asciz	"hello\n"

	.section	__DATA,__data
	.globl	_kmod_info
	.p2align	4
_kmod_info:
	.quad	0
	.long	1, -1
	.asciz	"com.example.warm-up"
	.space	44
	.asciz	"1.0.0"
	.space	58
	.long	-1
	.quad	0, 0, 0, 0
	.quad	_warm_start, _warm_stop
	.p2align	3
_table:
	.quad	_helper, L_hello, _OSMalloc

	.zerofill	__DATA,__bss,_count,4,2
	.comm	_shared,8,3
.subsections_via_symbols
