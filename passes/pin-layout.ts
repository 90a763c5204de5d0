// Keeps structs in the shape they were compiled for, whatever LLVM compiles the module.
//
//   %S = type { i64, i128, i8, [7 x i8] }   =>   %S = type <{ i64, i128, i8, [7 x i8] }>
//
// clang takes no notice of a module's data layout and lays types out by its own. On
// x86-64 that changed with LLVM 18: an i128 was aligned to 8 bytes, now to 16. A struct
// that rustc 1.63 compiled is then read at other offsets than it was allocated for, past
// its end, and nothing says so. Run after retarget, which writes the triple and keeps what
// the module's data layout says of integers, and before anything reads types.

import * as z from "zod/mini";
import { compareDataLayouts, DataLayout } from "../src/ir/layout/data-layout.js";
import { pinLayouts } from "../src/ir/layout/pin-layouts.js";
import { stackedWideArguments } from "../src/ir/layout/stack-arguments.js";
import { moduleTriple, targetLine } from "../src/ir/target-line.js";
import { definePass } from "../src/pass/pass.js";

export const pinLayout = definePass({
  name: "pin-layout",
  summary: "keep structs with i128 as they were laid out, for a clang that does it otherwise",
  description: `\
Compares the module's data layout with that of the clang that will compile it, which
takes no notice of the module's. Where they align integers differently (LLVM 18 changed
i128 on x86-64 from 8 to 16 bytes), structs that depend on it are packed, padding that
they implied is put in, and field numbers and alignments follow. So they lie in memory
as rustc laid them out. Whatever cannot be kept is an error with type and line.

A C function that gets an i128 on the stack is warned of: where it lies there, each
LLVM decides by itself. Other differences of the two layouts that may matter are a
warning with both.

compile, and run with --for, ask that clang for its layout. Elsewhere it is the one of
LLVM 18 and later.

Before: getelementptr { i8, i128 }, ptr %p, i32 0, i32 1
After:  getelementptr <{ i8, [7 x i8], i128 }>, ptr %p, i32 0, i32 2`,
  options: z.strictObject({
    layout: z._default(z.string(), "").check(z.describe("the data layout of the clang that will compile the module; empty, what the LLVM release has")),
    llvm: z._default(z.number(), 18).check(z.describe("the LLVM release of that clang: from 18 on all align i128 alike")),
  }),

  run(module, { layout, llvm }, context) {
    const line = targetLine(module, "datalayout");
    const triple = moduleTriple(module);
    if (line === undefined || line.value === "") {
      context.report({ severity: "remark", code: "no-layout", message: "the module does not say what data layout it was made for" });
      return;
    }
    const own = line.value;
    const isX86 = triple?.architecture === "x86_64" || triple?.architecture === "x86";
    const target = layout !== "" ? layout : isX86 ? x86Layout(own, llvm) : own;
    const { integers, unknown } = compareDataLayouts(own, target);
    if (unknown.length > 0) {
      const span = line.entity.span(line.start, line.stop);
      context.report({
        severity: "warning", code: "other-layout", ...(span && { span }),
        message: `the compiler's data layout differs from the module's in ${unknown.map((part) => `'${part}'`).join(", ")}`,
        notes: [`the module: ${own}`, `the compiler: ${target}`],
      });
    }
    if (!integers) {
      context.report({ severity: "remark", code: "same-layout", message: "the compiler lays types out as the module was made for" });
      return;
    }
    if (triple?.architecture === "x86_64") for (const diagnostic of stackedWideArguments(module)) context.report(diagnostic);
    const { packed, padded, aligned, refusals } = pinLayouts(module, new DataLayout(own), new DataLayout(target));
    context.count("structs packed", packed);
    context.count("structs padded", padded);
    context.count("alignments written out", aligned);
    for (const refusal of refusals) context.report(refusal);
  },
});

/** A layout as an LLVM release has it on x86, where all else stayed. */
function x86Layout(own: string, llvm: number): string {
  const others = own.split("-").filter((part) => !part.startsWith("i128:"));
  return [...others, ...(llvm >= 18 ? ["i128:128"] : [])].join("-");
}
