// What the pass pin-layout reports.

import type { Explanation } from "./explanation.js";

const OLD = "e-m:o-p270:32:32-p271:32:32-p272:64:64-i64:64-f80:128-n8:16:32:64-S128";
const MACOS = `target datalayout = "${OLD}"\ntarget triple = "x86_64-apple-macosx10.15.0"\n\n`;

export const layoutExplanations: readonly Explanation[] = [
  {
    code: "i128-layout",
    title: "a type is laid out otherwise by the compiler, and cannot be kept",
    text: `\
LLVM 18 aligned i128 to 16 bytes on x86-64, before it was 8; clang obeys its own layout, not the
module's. Structs are packed and padded so that they stay as they were, but here such a struct is
passed to or from a function that others see, by value, or an integer itself takes another size. rustc
does neither. Build with Rust 1.77 or later for clang 18 or later, or compile with a clang of the same
era.`,
    example: {
      passes: "pin-layout",
      module: `${MACOS}%T = type { i8, i128 }\n\ndeclare %T @pair(i128)\n`,
    },
  },
  {
    code: "i128-argument",
    title: "a C function gets an i128 on the stack, where each LLVM puts it elsewhere",
    text: `\
When the registers for arguments run out on x86-64, LLVM to 17 puts the halves of an i128 where the
next two integers go, one maybe in the last register; from 18 on both go to the stack, to a multiple
of 16 bytes, as the System V ABI says. The compiler decides, not the module: C code that another LLVM
compiled looks elsewhere. Compile both with one, or pass a pointer. As a remark: the place is the same
for every LLVM, or a call through a pointer may be one to C.`,
    example: { passes: "pin-layout", module: `${MACOS}declare void @take(i64, i64, i64, i64, i64, i128)\n` },
  },
  {
    code: "other-layout",
    title: "the data layouts of module and compiler differ in something that may matter",
    text: `\
clang lays types out by its own data layout, whatever the module says. Integers, names, address spaces
and hints to the optimiser are dealt with; this part is not known to be harmless. Most likely the
module was built for another processor or system than it is compiled for.`,
    example: { passes: `pin-layout<layout=${OLD.replace("S128", "S64")}>`, module: MACOS },
  },
  {
    code: "no-layout",
    title: "the module does not say what layout it was made for",
    text: "Without a line 'target datalayout' there is nothing to compare with the compiler's. rustc always writes one.",
    example: { passes: "pin-layout", module: 'target triple = "x86_64-apple-macosx10.15.0"\n' },
  },
  {
    code: "same-layout",
    title: "types need no pinning",
    text: "The compiler aligns integers as the module was made for, so pin-layout changed nothing.",
    example: { passes: "pin-layout", module: MACOS.replace("-i64:64", "-i64:64-i128:128") },
  },
];
