// Takes out what makes the code generator check, grow or probe the stack.
//
//   attributes #0 = { nounwind "split-stack" }   =>   attributes #0 = { nounwind }
//   declare void @__morestack()                  =>
//
// A split stack compares the stack pointer with %gs:0x330 and calls ___morestack. In
// a kernel %gs leads to the processor's own data, and nothing has that function.
// rustc no longer emits "split-stack"; its descendant "probe-stack" calls
// @__rust_probestack, or writes to each page of a frame that no kernel stack has
// room for. Run before passes that copy groups.

import * as z from "zod/mini";
import { stringAttribute } from "../src/asm/attributes.js";
import { removeAttributes } from "../src/ir/attribute-removal.js";
import type { Module } from "../src/ir/module.js";
import { isUsed } from "../src/ir/symbol-uses.js";
import { definePass, type PassContext } from "../src/pass/pass.js";

const ATTRIBUTES = ["split-stack", "probe-stack", "stack-probe-size", "no-stack-arg-probe"] as const;

export const stripSplitStack = definePass({
  name: "strip-split-stack",
  summary: "remove stack checks and probes",
  description: `\
Removes the attributes "split-stack", "probe-stack", "stack-probe-size" and
"no-stack-arg-probe" wherever they are written: in groups, on functions, on calls.
A group left empty goes, with the references to it. Then declarations of
@__morestack… and @__rust_probestack go that nothing uses any more.

Before: attributes #0 = { nounwind "probe-stack"="inline-asm" }
After:  attributes #0 = { nounwind }`,
  options: z.strictObject({
    keep: z._default(z.array(z.enum(ATTRIBUTES)), []).check(z.describe("an attribute to leave as it is; may be repeated")),
  }),

  run(module, { keep }, context) {
    const unwanted = ATTRIBUTES.filter((key) => !keep.includes(key));
    const removed = removeAttributes(module, unwanted.map((key) => stringAttribute(key)));
    for (const [key, times] of removed) context.count(`"${key}" removed`, times);
    dropDeclarations(module, context);
    if (removed.size === 0) {
      const names = unwanted.map((key) => `"${key}"`).join(", ");
      context.report({ severity: "remark", code: "nothing-to-strip", message: `no attribute ${names || "to look for"}` });
    }
  },
});

function dropDeclarations(module: Module, context: PassContext): void {
  for (const declaration of module.declarations()) {
    const { symbol } = declaration;
    if (symbol === undefined || !(symbol.startsWith("__morestack") || symbol === "__rust_probestack")) continue;
    if (!isUsed(module, declaration)) {
      declaration.remove();
      context.count("unused declarations removed");
      continue;
    }
    const span = declaration.span();
    context.report({
      severity: "warning",
      code: "stack-check-called",
      message: `${declaration.printedName} is still used, and a kernel has no such function`,
      ...(span && { span }),
      fix: "remove what names it, or define it",
    });
  }
}
