// Makes a large object that is fit for a kernel: functions as compilers make them, each with a call, a
// string, a table and a variable, a kmod_info, and nothing else. The same count gives the same bytes.

import { execFileSync } from "node:child_process";
import { closeSync, openSync, writeSync } from "node:fs";

/** Assembles `functions` functions into the file `path`: about 140 bytes each. */
export function writeLargeObject(path: string, functions: number, clang: string): void {
  const source = `${path}.s`;
  const file = openSync(source, "w");
  writeSync(file, START);
  for (let from = 0; from < functions; from += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, functions - from) }, (_, index) => from + index);
    writeSync(file, numbers.map(functionText).join(""));
  }
  writeSync(file, dataText());
  closeSync(file);
  execFileSync(clang, ["-target", "x86_64-apple-macosx10.15", "-c", source, "-o", path]);
}

const BATCH = 10_000;
const STRINGS = 4096;
const TABLES = 64;

const START = `.section __TEXT,__text,regular,pure_instructions
.globl _start, _stop
_start: xorl %eax, %eax
retq
_stop: xorl %eax, %eax
retq
`;

function functionText(number: number): string {
  const frame = 24 + 16 * (number % 8);
  return `.globl _work${number}
.p2align 4
_work${number}: pushq %rbp
movq %rsp, %rbp
pushq %rbx
subq $${frame}, %rsp
movl %edi, %ebx
leaq L_text${number % STRINGS}(%rip), %rdi
xorl %eax, %eax
callq _IOLog
imull $${2 * number + 3}, %ebx, %ecx
movq %rcx, -24(%rbp)
cmpl $${number}, %ebx
jae 1f
leaq _table${number % TABLES}(%rip), %rax
movslq %ebx, %rdx
addl (%rax,%rdx,4), %ecx
addl %ecx, _count(%rip)
1: movq -24(%rbp), %rax
addq $${frame}, %rsp
popq %rbx
popq %rbp
retq
`;
}

function dataText(): string {
  const strings = Array.from({ length: STRINGS }, (_, number) => `L_text${number}: .asciz "work ${number}: %d\\n"\n`);
  const tables = Array.from({ length: TABLES }, (_, number) => `_table${number}: .space 4096, ${number}\n`);
  return `.section __TEXT,__cstring,cstring_literals
${strings.join("")}.section __DATA,__data
.globl _kmod_info
.p2align 3
_kmod_info: .quad 0
.long 1, -1
.asciz "org.example.large"
.space 46
.asciz "1.0.0"
.space 58
.long -1
.quad 0, 0, 0, 0, _start, _stop
.p2align 3
${tables.join("")}.zerofill __DATA,__bss,_count,4,2
.subsections_via_symbols
`;
}
