// What compile and inspect find in objects, and what keeps an object from being made or read.

import type { Explanation } from "./explanation.js";

export const objectExplanations: readonly Explanation[] = [
  {
    code: "no-triple",
    title: "the module says not what it is for",
    text: `\
soft-float then takes it for x86-64. compile needs to know: run retarget, which writes the triple, or
give --target. A module of rustc's always has a 'target triple' line.`,
    example: { passes: "soft-float", module: "define void @f() {\n  ret void\n}\n" },
  },
  {
    code: "not-macho",
    title: "the module's target does not make Mach-O objects",
    text: "A kernel extension consists of Mach-O objects. Run the pass retarget (the pipeline kext does), or give --target=x86_64-apple-macosx10.15.",
  },
  {
    code: "older-clang",
    title: "the module comes from a newer LLVM than clang's",
    text: `\
LLVM reads the text of older releases, not of newer ones: clang may refuse it, or not know an
attribute. Use a clang at least as new as rustc's LLVM ('rustc -vV' names it), or an older rustc.`,
  },
  {
    code: "debug-info-dropped",
    title: "clang threw the module's debug info away",
    text: "It found something invalid in it, drops all of it then, and exits with 0. llvm-as on the IR after the passes names the entry.",
  },
  {
    code: "red-zone-access",
    title: "code uses memory below the stack pointer",
    text: `\
The System V ABI lets a function that calls nothing use 128 bytes below the stack pointer without
reserving them. In a kernel the next interrupt writes its frame there: values change by themselves,
rarely, and never in a debugger. clang's -mno-red-zone does nothing for IR; the attribute noredzone on
each function counts. Run the pass noredzone. Where the code is assembly of your own, reserve the
memory (sub rsp) before it is used.`,
  },
  {
    code: "red-zone-address",
    title: "code takes the address of memory below the stack pointer",
    text: "As red-zone-access, but the function hands the address on or keeps it; what uses it then cannot be seen. Run the pass noredzone.",
  },
  {
    code: "floating-point",
    title: "code uses floating-point or vector registers",
    text: `\
On entry to the kernel these registers hold values of whoever was interrupted and are not saved: to
write them corrupts a user's program, and on some paths any use of them faults. clang's -msoft-float
does nothing for IR. Run the pass soft-float; where the code is assembly of your own, or of a library
compiled apart, change that.`,
  },
  {
    code: "stack-probe-call",
    title: "code calls a routine that grows or probes the stack",
    text: "__morestack, __rust_probestack and their like do not exist in the kernel, whose stack does not grow. Run the pass strip-split-stack.",
  },
  {
    code: "stack-probe",
    title: "code touches stack only to have it mapped",
    text: "User stacks grow when touched; the kernel's are mapped whole. The probes are idle. Run the pass strip-split-stack.",
  },
  {
    code: "stack-check",
    title: "code compares the stack pointer with a limit that the kernel does not keep",
    text: 'Functions with "split-stack" begin by reading a limit through %fs or %gs, where a kernel has something else. Run the pass strip-split-stack.',
  },
  {
    code: "segment-register",
    title: "code uses %fs, %gs or a thread register",
    text: "In the kernel these hold the kernel's own per-processor data. Thread-local variables are what most often uses them; a kernel has none.",
  },
  {
    code: "unmeasured-string",
    title: "text is handed to C of which the object does not tell where it ends",
    text: "No symbol follows it, so whether a NUL ends it cannot be told. 'kextir inspect' on the IR lists strings without NUL.",
  },
  {
    code: "undecoded",
    title: "there are bytes among the code that llvm-objdump cannot decode",
    text: "Data between functions, or instructions newer than this llvm-objdump. The check cannot judge them. Give an llvm-objdump as new as the compiler.",
  },
  {
    code: "disassembly-not-understood",
    title: "llvm-objdump wrote a line of a form that is not known",
    text: "What is not understood proves nothing, so the check ends. Give another release of llvm-objdump, and please report the line.",
  },
  {
    code: "code-runs-into-data",
    title: "code runs or jumps into what the object declares to be data",
    text: `\
Ranges that the object's LC_DATA_IN_CODE names, as jump tables, are not read as instructions. Where
code leads into one it holds instructions that no check would see. The object is damaged, or assembly
of your own has a .data_region around instructions.`,
  },
  {
    code: "disassembly-incomplete",
    title: "llvm-objdump's output leaves out a function",
    text: "The check would be blind there, so it ends. Give an llvm-objdump that is at least as new as the compiler.",
  },
  {
    code: "archive-thin",
    title: "a thin archive",
    text: "It holds no objects but the names of their files. Make a whole one, with 'llvm-ar rcs' or libtool.",
  },
  {
    code: "archive-bad-member",
    title: "a member of an archive has a damaged header or name",
    text: "The archive is cut off, or not written by ar or libtool. Make it again.",
  },
  {
    code: "macho-bad-magic",
    title: "the file is no 64-bit Mach-O file",
    text: "Where it is of a kind that kextir knows, such as ELF, the message says so. clang writes Mach-O with -target x86_64-apple-macosx10.15 or the like.",
  },
  {
    code: "macho-bad-cpu",
    title: "the Mach-O file is for a processor that no kernel extension runs on",
    text: "Kernel extensions are for x86_64 and arm64.",
  },
  {
    code: "macho-truncated",
    title: "the Mach-O file is cut off",
    text: "It ends where more has to come, at the place that the message names. Make it again.",
  },
  {
    code: "macho-out-of-file",
    title: "the Mach-O file says that it holds something behind its own end",
    text: "The file is cut off, or its headers are damaged. Make it again.",
  },
  {
    code: "macho-bad-count",
    title: "the Mach-O file counts more of something than fits into it",
    text: "Its headers are damaged. Make it again.",
  },
  {
    code: "macho-bad-command",
    title: "a load command of the Mach-O file has an impossible size",
    text: "Its headers are damaged. Make it again.",
  },
  {
    code: "macho-duplicate-command",
    title: "the Mach-O file has a load command twice that it may have once",
    text: "The file is damaged, or made by a program with a bug. Make it again with another linker or assembler.",
  },
  {
    code: "macho-bad-segment",
    title: "a segment of the Mach-O file is larger in the file than in memory",
    text: "Its headers are damaged. Make it again.",
  },
  {
    code: "macho-bad-section",
    title: "a section of the Mach-O file lies outside its segment",
    text: "Its headers are damaged. Make it again.",
  },
  {
    code: "macho-overlap",
    title: "the Mach-O file says of two things that they are in the same place",
    text: "A table that lies in another was put there by damage. Make the file again.",
  },
  {
    code: "macho-bad-symbol",
    title: "a symbol of the Mach-O file has no possible type or section",
    text: "The symbol table is damaged. Make the file again.",
  },
  {
    code: "macho-bad-name",
    title: "a symbol's name lies outside the string table",
    text: "The symbol table is damaged. Make the file again.",
  },
  {
    code: "macho-bad-relocation",
    title: "a relocation of the Mach-O file names something that is not there",
    text: "The relocations are damaged. Make the file again.",
  },
];
