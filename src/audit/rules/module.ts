// Modules of IR: what clang will make of them, before it does.

import { FORMAT_FUNCTIONS } from "../../ir/format/functions.js";
import { formatCalls } from "../../ir/format/calls.js";
import type { Function } from "../../ir/function.js";
import type { Module } from "../../ir/module.js";
import { moduleTriple } from "../../ir/target-line.js";
import type { Architecture } from "../../ir/triple.js";
import { demangle } from "../../support/demangle.js";
import type { AuditInput } from "../audit-input.js";
import type { Observation } from "../finding.js";
import { firstRegisterType, firstSoftCall } from "../float-operations.js";
import { lineIn } from "../lines.js";
import { handedTexts } from "../module-strings.js";
import type { InputRule } from "../rule.js";

/** What is said of a module alone; one that stands beside its object is judged by that. */
function* ofModule({ module, object }: AuditInput, observe: (module: Module) => Iterable<Observation>): Generator<Observation> {
  if (module !== undefined && object === undefined) yield* observe(module);
}

/** The definitions that code is made of. */
function* compiled(module: Module): Generator<Function> {
  for (const fn of module.definitions()) {
    if (fn.header()?.qualifiers.some(({ word }) => word === "available_externally") !== true) yield fn;
  }
}

/** What is said of a function, at an offset into its bytes or at its beginning. */
function inFunction(fn: Function, predicate: string, offset?: number): Observation {
  const symbol = fn.symbol ?? fn.printedName;
  const span = fn.span(offset);
  const line = span === undefined ? [] : [`line ${lineIn(fn.module, span.start)}`];
  return { message: `function '${demangle(symbol)}' ${predicate}`, function: symbol, ...(span && { span }), notes: line };
}

const missingNoredzone: InputRule = {
  looksAt: "input",
  code: "missing-noredzone",
  severity: "error",
  title: "a function may use memory below the stack pointer: it has no attribute noredzone",
  fix: "run the pass noredzone",
  check: (input) =>
    ofModule(input, function* (module) {
      for (const fn of compiled(module)) if (!fn.hasAttribute("noredzone")) yield inFunction(fn, "has no noredzone, so that its code may use memory below the stack pointer");
    }),
};

const floatRegisters: InputRule = {
  looksAt: "input",
  code: "float-registers",
  severity: "error",
  title: "a function may use floating-point or vector registers",
  fix: "run the passes soft-float and kernel-attributes",
  check: (input) =>
    ofModule(input, function* (module) {
      const architecture = moduleTriple(module)?.architecture ?? "x86_64";
      for (const fn of compiled(module)) {
        if (isSoft(fn, architecture)) continue;
        const use = firstRegisterType(fn);
        if (use !== undefined) yield inFunction(fn, `works on ${use.text}, which may be in floating-point or vector registers`, use.offset);
        else if (!fn.hasAttribute("noimplicitfloat")) yield inFunction(fn, "has no noimplicitfloat, so that its code may use vector registers to copy and clear memory");
      }
    }),
};

const softFloatCall: InputRule = {
  looksAt: "input",
  code: "soft-float-code",
  severity: "warning",
  title: "floating point becomes calls of a runtime library that the kernel does not have",
  fix: "keep floating point out of kernel code, or link a soft-float library with hidden symbols",
  check: (input) =>
    ofModule(input, function* (module) {
      const architecture = moduleTriple(module)?.architecture ?? "x86_64";
      for (const fn of compiled(module)) {
        const use = isSoft(fn, architecture) ? firstSoftCall(fn) : undefined;
        if (use !== undefined) yield inFunction(fn, `has floating point, '${use.text}', that becomes calls of a runtime library`, use.offset);
      }
    }),
};

/** Whether code for the function keeps off floating-point registers. On AArch64 the features alone say so. */
function isSoft(fn: Function, architecture: Architecture): boolean {
  if (architecture !== "aarch64") return fn.attribute("use-soft-float")?.value === "true";
  const features = fn.attribute("target-features")?.value?.split(",") ?? [];
  return features.includes("-neon") && features.includes("-fp-armv8");
}

const unterminatedText: InputRule = {
  looksAt: "input",
  code: "unterminated-text",
  severity: "warning",
  title: "text is handed to C without a NUL at its end",
  fix: "run the pass terminate-strings",
  check: (input) =>
    ofModule(input, function* (module) {
      for (const { fn, callee, text, offset } of handedTexts(module)) {
        yield { ...inFunction(fn, `hands ${callee} a text without a NUL at its end, ${JSON.stringify(text)}`, offset), symbol: callee, text };
      }
    }),
};

const variableFormat: InputRule = {
  looksAt: "input",
  code: "variable-format",
  severity: "warning",
  title: "a format is not a constant: a percent sign in it reads arguments that are not there",
  fix: 'run the pass guard-format-strings, or write (…"%s", text)',
  check: (input) =>
    ofModule(input, function* (module) {
      for (const { caller, callee, arguments: list, formats } of formatCalls(module, FORMAT_FUNCTIONS)) {
        // Whoever hands on a va_list has the format from its own caller.
        if (formats !== undefined || callee.takes === "va_list") continue;
        yield { ...inFunction(caller, `calls ${callee.name} with a format that is not a constant`, list[callee.format]!.start), symbol: `_${callee.name}` };
      }
    }),
};

const unknownIntrinsic: InputRule = {
  looksAt: "input",
  code: "unknown-intrinsic",
  severity: "error",
  title: "the compiler does not know an intrinsic, and would leave it as an undefined symbol",
  fix: "compile with a newer clang, or without the code that needs it",
  check: (input) =>
    ofModule(input, function* () {
      for (const fn of input.compiler?.unknownIntrinsics ?? []) {
        const span = fn.span();
        yield {
          message: `${input.compiler!.name} does not know the intrinsic '${fn.printedName}' as it is declared here`,
          symbol: `_${fn.symbol ?? ""}`,
          ...(span && { span }),
        };
      }
    }),
};

const newerDialect: InputRule = {
  looksAt: "input",
  code: "newer-dialect",
  severity: "error",
  title: "the module is written in IR that is newer than the compiler",
  fix: "compile with kextir compile, which rewrites it, run the pass downgrade, or use a newer clang",
  check: (input) =>
    ofModule(input, function* () {
      const { compiler } = input;
      if (compiler?.needs === undefined || compiler.needs.atLeast <= compiler.reads) return;
      yield {
        message: `${compiler.name} reads what LLVM ${compiler.reads} writes, and the module is LLVM ${compiler.needs.atLeast}'s or newer`,
        notes: [`it has ${compiler.needs.because.map((word) => `'${word}'`).join(", ")}`],
      };
    }),
};

/** The rules of this file. */
export const moduleRules: readonly InputRule[] = [
  missingNoredzone,
  floatRegisters,
  softFloatCall,
  unterminatedText,
  variableFormat,
  unknownIntrinsic,
  newerDialect,
];
