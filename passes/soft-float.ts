// Keeps every function this module defines off floating-point and vector registers.
//
//   define double @f(double %a) #0 {     define double @f(double %a) #0 {
//   attributes #0 = { nounwind }    =>   attributes #0 = { nounwind noimplicitfloat
//                                          "target-features"="-x87,-mmx,-sse,…,+soft-float" "use-soft-float"="true" }
//
// A kernel does not own those registers: they hold what the interrupted thread left.
// For IR, clang -mkernel -msoft-float changes nothing; attributes alone count, and
// "use-soft-float" only with the value true. noimplicitfloat alone leaves the vectors
// that rustc already put into the IR; without the registers they become scalars.
// "use-soft-float" is idle on AArch64, where the features do the work.
// Run after retarget, which sets the triple that decides which features go.

import * as z from "zod/mini";
import { type Attribute, enumAttribute, stringAttribute } from "../src/asm/attributes.js";
import { functionType } from "../src/asm/function-type.js";
import { type AttributeChange, changeFunctionAttributes } from "../src/ir/attribute-change.js";
import { clobberDiscardedOutputs } from "../src/ir/discarded-outputs.js";
import { FLOATING_POINT_TYPE, floatingPointCode, isFloatingPointCode } from "../src/ir/floating-point-code.js";
import { withoutFloatingPoint } from "../src/ir/floating-point-features.js";
import type { Function } from "../src/ir/function.js";
import { definitionsWithAssembly } from "../src/ir/inline-assembly.js";
import type { Module } from "../src/ir/module.js";
import { writePartialReductions } from "../src/ir/partial-reductions.js";
import { writeSseSelectedCalls } from "../src/ir/sse-selected-calls.js";
import { isUsed } from "../src/ir/symbol-uses.js";
import { moduleTriple } from "../src/ir/target-line.js";
import type { Architecture } from "../src/ir/triple.js";
import { definePass, type PassContext } from "../src/pass/pass.js";

export const softFloat = definePass({
  name: "soft-float",
  summary: "keep code off floating-point and vector registers",
  description: `\
Gives every definition noimplicitfloat and "use-soft-float"="true", and switches x87,
MMX, SSE and AVX (on AArch64 NEON and fp-armv8) off in its "target-features", keeping
the other features. Arithmetic on floats then becomes calls like ___adddf3, which the
compiler's runtime library has to supply, and vectors become scalars. Intrinsics that
touch no such register but are selected only with SSE, sfence, lfence, clflush, monitor
and mwait, become inline assembly. Registers that assembly names as outputs which
nothing reads, as rustc writes clobber_abi("C"), become clobbers. Partial sums of
vectors, which LLVM cannot split into scalars, become additions.

What cannot be selected without the registers is an error: target intrinsics with
vector or floating-point types, inline assembly with such operands, x86_fp80.
C functions that take or return floats expect them in the registers: calls of them,
and definitions that C can call, get the warning float-abi.

Before: attributes #0 = { nounwind "target-features"="+avx2,+bmi" }
After:  attributes #0 = { nounwind noimplicitfloat "target-features"="+bmi,-x87,…,+soft-float" "use-soft-float"="true" }`,
  options: z.strictObject({
    except: z._default(z.array(z.string()), []).check(z.describe("a function to leave as it is, floats included; may be repeated")),
  }),

  run(module, { except }, context) {
    const architecture = architectureOf(module, context);
    const isMeant = (fn: Function): boolean => fn.isDefinition && (except.length === 0 || !except.includes(fn.symbol ?? ""));
    const changes = new Map<string, AttributeChange>();
    const changed = changeFunctionAttributes(module, (fn) => {
      if (!isMeant(fn)) return undefined;
      const features = featuresOf(fn);
      let change = changes.get(features);
      if (change === undefined) changes.set(features, (change = { set: attributesFor(features, architecture) }));
      return change;
    });
    context.count("functions given soft float", changed);
    if (changed === 0) {
      context.report({ severity: "remark", code: "nothing-to-soften", message: "no definition that does not have soft float already" });
    }
    if (architecture !== "aarch64") context.count("intrinsics written as assembly", writeSseSelectedCalls(module, isMeant));
    context.count("partial sums written as additions", writePartialReductions(module, isMeant));
    const withAssembly = definitionsWithAssembly(module).filter(isMeant);
    context.count("assembly outputs made clobbers", clobberDiscardedOutputs(withAssembly, (code) => isFloatingPointCode(code, architecture)));

    for (const { fn, offset, reason } of floatingPointCode(module, architecture, withAssembly)) {
      if (!isMeant(fn)) continue;
      const span = fn.span(offset);
      context.report({
        severity: "error", code: "needs-float-registers", message: `'${fn.printedName}' ${reason}`, ...(span && { span }),
        fix: `build that code without SIMD (a feature of its crate, or -C target-feature), or leave it be with soft-float<except=${fn.symbol ?? "NAME"}>`,
      });
    }
    reportFloatInterfaces(module, isMeant, context);
    for (const name of except) {
      if (module.symbol(name) !== undefined) continue;
      context.report({ severity: "warning", code: "no-such-function", message: `no function '@${name}' to except`, fix: "check the spelling; mangled names are meant" });
    }
  },
});

function architectureOf(module: Module, context: PassContext): Architecture {
  const triple = moduleTriple(module);
  if (triple === undefined) {
    context.report({ severity: "remark", code: "no-triple", message: "the module names no target triple; soft-float takes it for x86_64" });
    return "x86_64";
  }
  if (triple.architecture === "other") {
    context.report({
      severity: "warning", code: "unknown-architecture",
      message: `soft-float knows the registers of x86 and AArch64, not of '${triple.text}'; it sets noimplicitfloat and "use-soft-float" alone`,
      fix: "check the object for floating-point instructions",
    });
  }
  return triple.architecture;
}

function attributesFor(features: string, architecture: Architecture): Attribute[] {
  const without = withoutFloatingPoint(features, architecture);
  return [
    enumAttribute("noimplicitfloat"),
    ...(without === undefined ? [] : [stringAttribute("target-features", without)]),
    stringAttribute("use-soft-float", "true"),
  ];
}

/** The value of "target-features" that counts: the last group's, or, without one, the header's own. */
function featuresOf(fn: Function): string {
  let found = "";
  let isFromGroup = false;
  for (const item of fn.attributeItems()) {
    const written = item.group === undefined ? item : fn.module.attributeGroup(item.group)?.get("target-features");
    if (written?.key !== "target-features" || (isFromGroup && item.group === undefined)) continue;
    found = written.value ?? "";
    isFromGroup = item.group !== undefined;
  }
  return found;
}

/** Rust's own functions and the runtime's are all made with soft float, so they agree among themselves. */
const AGREEING_NAME = /^(?:_R|_ZN|llvm\.|__(?:add|sub|mul|div|neg|n?eq|ne|[lg][te]|cmp|unord|fix|float|extend|trunc|pow)[a-z]*[0-9]?$)/;

const LOCAL_LINKAGE: ReadonlySet<string> = new Set(["internal", "private", "available_externally"]);

function reportFloatInterfaces(module: Module, isMeant: (fn: Function) => boolean, context: PassContext): void {
  for (const fn of module.functions()) {
    const { symbol } = fn;
    if (symbol === undefined || AGREEING_NAME.test(symbol) || (fn.isDefinition && !isMeant(fn))) continue;
    const header = fn.header();
    if (header === undefined || header.qualifiers.some(({ word }) => LOCAL_LINKAGE.has(word))) continue;
    const { returns, parameters } = functionType(fn.bytes, header);
    const floats = [returns, ...parameters]
      .filter((type) => FLOATING_POINT_TYPE.test(type) && !type.endsWith("*"))
      .map((type) => type.replace(/< (.*) >/, "<$1>"));
    if (floats.length === 0 || (!fn.isDefinition && !isUsed(module, fn))) continue;
    const span = fn.span(header.name.start, header.name.stop);
    context.report({
      severity: "warning", code: "float-abi", ...(span && { span }),
      message: fn.isDefinition
        ? `'${fn.printedName}' passes ${floats[0]} in general registers now; C code compiled with floating point expects it elsewhere`
        : `'${fn.printedName}' is called with ${floats[0]} in general registers; C code compiled with floating point expects it elsewhere`,
      fix: "pass integers, or pointers to floats, between Rust and C",
    });
  }
}
