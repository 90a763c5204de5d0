// What the audit finds in modules of IR.

import type { Explanation } from "./explanation.js";

export const moduleAuditExplanations: readonly Explanation[] = [
  {
    code: "missing-noredzone",
    title: "a function has no attribute noredzone",
    text: "The code generator then may put values below the stack pointer, where the next interrupt overwrites them. Run the pass noredzone.",
  },
  {
    code: "float-registers",
    title: "a function's code may use floating-point or vector registers",
    text: `\
They belong to whoever was interrupted. A function keeps off them when it has no floating point and no
vectors, and noimplicitfloat, so that memory is not copied through them; or with
"use-soft-float"="true" (on AArch64: the features -neon,-fp-armv8). Run the passes soft-float and
kernel-attributes.`,
  },
  {
    code: "soft-float-code",
    title: "floating point becomes calls of a runtime library",
    text: `\
Code without floating-point registers adds by a call of ___adddf3, and so on. The kernel does not
export those. Keep floating point out of kernel code, or link a soft-float library that hides its
symbols.`,
  },
  {
    code: "unterminated-text",
    title: "a text without a NUL at its end is handed to C",
    text: "C reads on into whatever follows. Run the pass terminate-strings; it is the same as unterminated-string in an object.",
  },
  {
    code: "newer-dialect",
    title: "the module is written in IR that the compiler is too old for",
    text: `\
Which release a module's words are of is guessed from the words; which release a clang reads, it is
asked. 'kextir compile' rewrites the module for an older clang by itself, the pass downgrade on request.`,
  },
];
