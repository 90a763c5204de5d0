// Puts on functions, declarations and calls what clang -mkernel puts on those of C.
//
//   define i32 @f() #0 {                          define i32 @f() #0 {
//     call void @g()                                call void @g() #1
//   attributes #0 = { nounwind }           =>     attributes #0 = { noimplicitfloat noredzone nounwind ssp "frame-pointer"="all" … }
//                                                 attributes #1 = { nobuiltin noimplicitfloat noredzone "no-builtins" }
//
// Given IR, clang takes -mkernel for its driver and linker only. Without these a call
// of printf turns into one of puts, a loop into one of memcpy; backtraces break off
// for want of frame pointers; nothing guards the stack. Run after all passes that
// make functions or calls.

import * as z from "zod/mini";
import type { Attribute } from "../src/asm/attributes.js";
import { callsIn, type CallSite } from "../src/asm/calls.js";
import { changeFunctionAttributes } from "../src/ir/attribute-change.js";
import { addCallAttributes } from "../src/ir/call-attributes.js";
import { Function } from "../src/ir/function.js";
import { kernelAttributesFor } from "../src/ir/kernel-attribute-table.js";
import { isIntrinsic, type KernelAttributes } from "../src/ir/kernel-attributes.js";
import type { Module } from "../src/ir/module.js";
import { setModuleFlag } from "../src/ir/module-flags.js";
import { targetLine } from "../src/ir/target-line.js";
import { definePass, type PassContext } from "../src/pass/pass.js";

export const kernelAttributes = definePass({
  name: "kernel-attributes",
  summary: "put on functions and calls what clang -mkernel puts on C's",
  description: `\
Gives every definition, declaration and call the attributes that clang -mkernel
gives those of C for the module's triple, and the module the flag frame-pointer.
Attributes that are there with another value are corrected; sspstrong and sspreq
stay, and so does what says anything of the processor, which is rustc's and
soft-float's. LLVM's own functions, calls of them and of assembly stay as they are,
as clang leaves them. nounwind is not given while a function has a personality.
As clang does, functions that are naked get all of it: it is idle there.

What clang puts there comes from a table, or from the very clang that will compile,
when compile runs the pass. The two differ on arm64 alone, where LLVM 20 and newer
write "frame-pointer"="non-leaf-no-reserve" and the table, for older readers,
"non-leaf".

Before: attributes #0 = { nounwind }
After:  attributes #0 = { nounwind noimplicitfloat noredzone ssp "frame-pointer"="all" … }`,
  options: z.strictObject({
    "stack-protector": z._default(z.boolean(), true).check(z.describe("add ssp; no-stack-protector is clang's -fno-stack-protector")),
    calls: z._default(z.boolean(), true).check(z.describe("change calls too; without, only functions and the module flag")),
    except: z._default(z.array(z.string()), []).check(z.describe("a definition to leave as it is; may be repeated")),
    attributes: z
      .optional(z.custom<KernelAttributes>((value) => typeof value === "object", "cannot be written in pipeline text"))
      .check(z.describe("what readKernelAttributes read off a clang's output, in place of the table; set by compile")),
  }),

  run(module, options, context) {
    const triple = targetLine(module, "triple")?.value ?? "";
    const wanted = options.attributes ?? kernelAttributesFor(triple);
    if (wanted === undefined) {
      context.report({
        severity: "warning",
        code: "no-kernel-attributes",
        message: triple === "" ? "the module names no triple, so its kernel's attributes are not known" : `the kernel's attributes for ${triple} are not known`,
        fix: "run retarget first",
      });
      return;
    }
    const unwinding = functionWithPersonality(module);
    // Calls first: they are to copy what groups hold now, not what functions add.
    const calls = options.calls ? addCallAttributes(module, wanted.calls, isOrdinaryCall) : 0;
    const functions = changeFunctions(module, wanted, { ...options, nounwind: unwinding === undefined });
    const flags = wanted.flags.filter((flag) => setModuleFlag(module, flag));
    context.count("calls given the kernel's attributes", calls);
    context.count("functions given the kernel's attributes", functions);
    for (const { key } of flags) context.count(`module flag "${key}" set`);
    if (calls + functions + flags.length === 0) {
      context.report({ severity: "remark", code: "nothing-to-add", message: "no function, call or module flag lacks what clang -mkernel writes" });
    }
    if (unwinding !== undefined) {
      context.report({
        severity: "remark",
        code: "nounwind-left-out",
        message: `functions are not told that they cannot unwind, since ${unwinding.printedName} has a personality`,
        fix: "run strip-unwind first",
      });
    }
    for (const name of options.except) {
      const fn = module.symbol(name);
      if (fn instanceof Function && fn.isDefinition) continue;
      context.report({ severity: "warning", code: "no-such-function", message: `no definition of '@${name}' to except`, fix: "check the spelling; mangled names are meant" });
    }
    if (wanted.definitions.some(({ key }) => key === "ptrauth-calls")) reportUnsignedPointers(module, context);
  },
});

/** A call that clang would write for one of C's: what LLVM or the assembler is told gets no attributes. */
function isOrdinaryCall({ asm, symbol, attributes }: CallSite): boolean {
  return asm === undefined && !isIntrinsic(symbol) && !attributes.some(({ key }) => key === "builtin");
}

/** The first that may catch what others throw: those must not be told that they cannot unwind. */
function functionWithPersonality(module: Module): Function | undefined {
  for (const entity of module.entitiesIncluding("personality")) {
    if (entity instanceof Function && entity.header()?.personality !== undefined) return entity;
  }
  return undefined;
}

/** How frame pointers were asked for before LLVM 8. */
const OLD_FRAME_POINTER = ["no-frame-pointer-elim", "no-frame-pointer-elim-non-leaf"];
const OTHER_PROTECTION = ["sspstrong", "sspreq"];

function changeFunctions(
  module: Module,
  wanted: KernelAttributes,
  options: { readonly "stack-protector": boolean; readonly except: readonly string[]; readonly nounwind: boolean },
): number {
  return changeFunctionAttributes(module, (fn) => {
    const { symbol, isDefinition } = fn;
    if (isIntrinsic(symbol) || (isDefinition && symbol !== undefined && options.except.includes(symbol))) return undefined;
    if (!isDefinition) return { set: wanted.declarations, remove: OLD_FRAME_POINTER };
    const present = new Set(fn.attributes().map(({ key }) => key));
    const isWanted = ({ key }: Attribute): boolean => {
      switch (key) {
        case "ssp": return options["stack-protector"] && !OTHER_PROTECTION.some((other) => present.has(other));
        case "nounwind": return options.nounwind;
        case "min-legal-vector-width": return !present.has(key) && !handsVectors(fn);
        default: return true;
      }
    };
    return { set: wanted.definitions.filter(isWanted), remove: OLD_FRAME_POINTER };
  });
}

/** Whether a vector is an argument or the result: clang would then write its width, which decides how it is handed over. */
function handsVectors({ bytes, start, bodyStart }: Function): boolean {
  return /<\s*(?:vscale\s+x\s+)?[0-9]+\s+x\s/.test(bytes.toString("latin1", start, bodyStart));
}

/**
 * On arm64e C signs pointers to functions, and its calls check the signature. Rust's
 * do neither, which holds together as long as none crosses over.
 */
function reportUnsignedPointers(module: Module, context: PassContext): void {
  let calls = 0;
  let first: { readonly fn: Function; readonly at: number } | undefined;
  for (const fn of module.definitions()) {
    for (const call of callsIn(fn.bytes, fn.bodyStart, fn.stop)) {
      const isIndirect = call.asm === undefined && call.symbol === undefined && fn.bytes[call.callee.start] === 0x25;
      if (!isIndirect || /^\s*\[[^\]]*"ptrauth"/.test(fn.bytes.toString("latin1", call.stop, call.stop + 80))) continue;
      first ??= { fn, at: call.start };
      calls++;
    }
  }
  if (first === undefined) return;
  const span = first.fn.span(first.at);
  context.report({
    severity: "warning",
    code: "unsigned-pointers",
    message: `${calls} indirect ${calls === 1 ? "call does" : "calls do"} not check a signature, the first in ${first.fn.printedName}; arm64e's C signs its pointers to functions`,
    ...(span && { span }),
    fix: "hand no pointer to a function from Rust to C or back",
  });
}
