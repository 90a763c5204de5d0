// Makes a module for Linux or bare metal one for macOS's object format.
//
//   target triple = "x86_64-unknown-none-elf"         target triple = "x86_64-apple-macosx10.15"
//   $f = comdat any                              =>
//   define void @f() section ".text.f" comdat {       define weak_odr void @f() {
//   module asm "call helper"                          module asm "call _helper"
//
// clang takes any triple from its command line and says nothing, but writes what the
// module asks for: comdats and ELF sections end in a fatal error, and assembly text
// without Mach-O's underscore in symbols that nobody defines. Run first: the triple
// decides what soft-float and kernel-attributes ask for.

import * as z from "zod/mini";
import { translateAssembly } from "../src/ir/macho/assembly.js";
import { narrowArguments, rawNames } from "../src/ir/macho/c-interfaces.js";
import { dropComdats } from "../src/ir/macho/comdats.js";
import { dropGdbScripts } from "../src/ir/macho/gdb-scripts.js";
import { dropProtected, refusedQualifiers } from "../src/ir/macho/qualifiers.js";
import { moveSections } from "../src/ir/macho/sections.js";
import { planRetargeting, writeTarget } from "../src/ir/macho/target.js";
import { definePass } from "../src/pass/pass.js";

export const retarget = definePass({
  name: "retarget",
  summary: "turn a module for ELF into one for macOS",
  description: `\
Writes the triple and data layout of macOS, unless the module has a Mach-O triple
already; the layout in the spelling of the LLVM that wrote the module. Sections of ELF
move to their place in Mach-O, comdats become weak definitions, protected symbols
ordinary ones, and the section that rustc makes for GDB goes. In assembly text written
for ELF, symbols get their underscore and directives Mach-O's names.

What has no counterpart is an error with its place: thread-local variables, ifuncs,
sections found by __start_ symbols, assembly that is not understood.

Before: target triple = "x86_64-unknown-linux-gnu"
After:  target triple = "x86_64-apple-macosx10.15"`,
  options: z.strictObject({
    triple: z._default(z.string(), "").check(z.describe("the triple to write; empty, a Mach-O triple stays, and others become x86_64-apple-macosx10.15 or arm64-apple-macosx11.0.0")),
  }),

  run(module, { triple }, context) {
    const before = module.changes;
    const plan = planRetargeting(module, triple === "" ? undefined : triple);
    if ("severity" in plan) {
      context.report(plan);
      return;
    }
    context.count("target lines written", writeTarget(module, plan));
    if (dropGdbScripts(module)) context.count("GDB script sections dropped");
    const { moved, refusals: sections } = moveSections(module);
    context.count("sections moved", moved);
    const { comdats, weakened, refusals: groups } = dropComdats(module);
    context.count("comdats dropped", comdats);
    context.count("definitions made weak_odr", weakened);
    context.count("protected symbols made ordinary", dropProtected(module));
    const { architecture } = plan.target;
    const isElf = !plan.wasMachO && (architecture === "x86_64" || architecture === "aarch64");
    const assembly = isElf ? translateAssembly(module, architecture) : { changed: 0, refusals: [] };
    context.count("strings of assembly translated", assembly.changed);
    if (!plan.wasMachO) for (const warning of rawNames(module)) context.report(warning);
    if (!plan.wasMachO && architecture === "aarch64") for (const warning of narrowArguments(module)) context.report(warning);
    for (const refusal of [...sections, ...groups, ...refusedQualifiers(module), ...assembly.refusals]) context.report(refusal);
    if (module.changes === before) {
      context.report({ severity: "remark", code: "nothing-to-retarget", message: `the module is Mach-O's already, for '${plan.target.text}'` });
    }
  },
});
