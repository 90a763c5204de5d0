// Takes out what only unwinding needs, and what sends calls through a GOT.
//
//   define void @f() uwtable personality ptr @rust_eh_personality {   =>   define void @f() {
//     invoke void @g() to label %ok unwind label %pad                        call void @g()
//                                                                            br label %ok
//   !0 = !{i32 8, !"PIC Level", i32 2}                                =>
//
// Nothing unwinds in a kernel: it has no unwinder, and a panic does not return. The
// personality would be an undefined symbol all the same, as would _Unwind_Resume.
// clang -mkernel itself gives C neither unwind tables nor PIC flags. Run before
// passes that copy groups.

import * as z from "zod/mini";
import { enumAttribute } from "../src/asm/attributes.js";
import { Lexer, Token } from "../src/asm/lexer.js";
import { changeFunctionAttributes } from "../src/ir/attribute-change.js";
import { removeAttributes } from "../src/ir/attribute-removal.js";
import { removal } from "../src/ir/attribute-list.js";
import { Function } from "../src/ir/function.js";
import { lowerInvokes } from "../src/ir/landing-pads.js";
import type { Module } from "../src/ir/module.js";
import { moduleFlags, removeModuleFlags } from "../src/ir/module-flags.js";
import { isUsed } from "../src/ir/symbol-uses.js";
import { dropUseListOrders } from "../src/ir/use-list-order.js";
import { definePass, type PassContext } from "../src/pass/pass.js";

/** nonlazybind, RtLibUseGOT and the PIC flags make calls go by way of a table, where C compiled with -mkernel calls directly. */
const ATTRIBUTES = [enumAttribute("uwtable"), enumAttribute("nonlazybind")];
const FLAGS = ["uwtable", "RtLibUseGOT", "PIC Level", "PIE Level"];

/** Without it a function gets an unwind table even when it lacks uwtable. */
const NOUNWIND = enumAttribute("nounwind");

const PERSONALITIES = ["rust_eh_personality", "__gxx_personality_v0", "__gcc_personality_v0", "__objc_personality_v0"];

export const stripUnwind = definePass({
  name: "strip-unwind",
  summary: "remove unwind tables, landing pads and calls through a GOT",
  description: `\
Removes uwtable and nonlazybind wherever they are written, the module flags uwtable,
RtLibUseGOT, PIC Level and PIE Level, the personality of every function, and the
declarations of personalities that nothing uses any more; definitions get nounwind,
without which they would get unwind tables all the same. In functions compiled for
unwinding each invoke becomes a call and a branch; landing pads, reached by nothing
then, become plain code that the code generator drops. A warning says so: such code
never runs in a kernel, and -C panic=abort leaves it out.

Before: invoke void @g() to label %ok unwind label %pad
After:  call void @g()
        br label %ok`,
  options: z.strictObject({
    "keep-landing-pads": z._default(z.boolean(), false).check(z.describe("leave functions with landing pads as they are, personality included")),
  }),

  run(module, options, context) {
    const removed = removeAttributes(module, ATTRIBUTES);
    for (const [key, times] of removed) context.count(`${key} removed`, times);
    const flags = removeModuleFlags(module, FLAGS);
    for (const flag of flags) context.count(`module flag "${flag}" removed`);
    reportRequiredFlags(module, context);
    const personalities = removePersonalities(module, options["keep-landing-pads"], context);
    if (personalities.removed > 0) context.count("use-list orders dropped", dropUseListOrders(module, () => true));
    const declarations = dropDeclarations(module, context);
    // While one function can still catch, those that it calls must be able to unwind.
    const nounwind = personalities.kept > 0 ? 0 : changeFunctionAttributes(module, (fn) => (fn.isDefinition ? { set: [NOUNWIND] } : undefined));
    context.count("functions given nounwind", nounwind);
    if (removed.size + flags.length + personalities.removed + declarations + nounwind === 0) {
      context.report({ severity: "remark", code: "nothing-to-strip", message: "no unwind table, personality or GOT to strip" });
    }
  },
});

function reportRequiredFlags(module: Module, context: PassContext): void {
  for (const { key } of moduleFlags(module)) {
    if (!FLAGS.includes(key)) continue;
    context.report({
      severity: "warning",
      code: "module-flag-required",
      message: `module flag "${key}" stays, for another flag requires it`,
      fix: "remove the flag that requires it (behavior 3)",
    });
  }
}

/** Returns how many functions lost their personality, and how many did not. */
function removePersonalities(module: Module, keepLandingPads: boolean, context: PassContext): { removed: number; kept: number } {
  let removed = 0;
  let kept = 0;
  const lowered: Function[] = [];
  for (const fn of module.entitiesIncluding("personality")) {
    if (!(fn instanceof Function) || fn.header()?.personality === undefined) continue;
    const invokes = keepLandingPads ? (unwinds(fn) ? undefined : 0) : mentionsUnwinding(fn) ? lowerInvokes(fn) : 0;
    if (invokes === undefined) {
      reportKept(fn, keepLandingPads, context);
      kept++;
      continue;
    }
    if (invokes > 0) lowered.push(fn);
    context.count("invokes turned into calls", invokes);
    const clause = fn.header()?.personality;
    if (clause === undefined) continue;
    fn.edit([removal(fn.bytes, clause)]);
    removed++;
  }
  context.count("personalities removed", removed);
  context.count("functions with landing pads kept", kept);
  reportLowered(lowered, context);
  return { removed, kept };
}

/** Whether the body may have an invoke, a pad or anything else that needs a personality: a quick look at its bytes. */
function mentionsUnwinding(fn: Function): boolean {
  const body = fn.bytes.subarray(fn.bodyStart, fn.stop);
  return [...UNWINDING].some((word) => body.includes(word, 0, "latin1"));
}

/** Whether it has one. */
function unwinds(fn: Function): boolean {
  const lexer = new Lexer(fn.bytes, fn.bodyStart, fn.stop);
  while (lexer.next() !== Token.End) if (lexer.kind === Token.Word && UNWINDING.has(lexer.text())) return true;
  return false;
}

const UNWINDING: ReadonlySet<string> = new Set([
  "invoke", "landingpad", "resume", "catchswitch", "catchpad", "cleanuppad", "catchret", "cleanupret",
]);

function reportKept(fn: Function, isWanted: boolean, context: PassContext): void {
  const span = fn.span();
  context.report({
    severity: "warning",
    code: "landing-pads-kept",
    message: `${fn.printedName} keeps its personality, which its ${isWanted ? "landing pads need" : "pads, of a kind that cannot be taken out, need"}`,
    ...(span && { span }),
    fix: "compile with -C panic=abort",
  });
}

function reportLowered(lowered: readonly Function[], context: PassContext): void {
  const first = lowered[0];
  if (first === undefined) return;
  const others = lowered.length - 1;
  const span = first.span();
  const subject = others === 0 ? "was" : `and ${others} ${others === 1 ? "other function" : "other functions"} were`;
  context.report({
    severity: "warning",
    code: "landing-pads-removed",
    message: `${first.printedName} ${subject} compiled for unwinding; the code that would run then was cut off`,
    ...(span && { span }),
    fix: "compile with -C panic=abort",
  });
}

function dropDeclarations(module: Module, context: PassContext): number {
  let dropped = 0;
  for (const name of PERSONALITIES) {
    const declaration = module.symbol(name);
    if (!(declaration instanceof Function) || declaration.isDefinition || isUsed(module, declaration)) continue;
    declaration.remove();
    dropped++;
  }
  context.count("unused declarations removed", dropped);
  return dropped;
}
