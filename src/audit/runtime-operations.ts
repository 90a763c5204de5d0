// Which operations of a module become calls of a runtime library: `fadd double` is a
// call of ___adddf3 where code has no floating-point registers.

import { EntityKind } from "../asm/entity-kind.js";
import type { Entity } from "../ir/entity.js";
import { Function } from "../ir/function.js";
import type { Module } from "../ir/module.js";
import { demangle } from "../support/demangle.js";
import { lineIn } from "./lines.js";

/** Lines that name the operations behind a call of `symbol`, with function and line, the first few of them. */
export function operationsBehind(module: Module | undefined, symbol: string): string[] {
  const operation = module === undefined ? undefined : operationOf(symbol);
  if (module === undefined || operation === undefined) return [];
  const found: string[] = [];
  let count = 0;
  for (const entity of module.entitiesIncluding(operation.needle)) {
    if (!(entity instanceof Function) || entity.kind !== EntityKind.Definition) continue;
    for (const { text, offset } of linesOf(entity, operation.pattern)) {
      count++;
      if (count > MOST_SHOWN) continue;
      const span = entity.span(offset);
      const line = span === undefined ? "" : `, line ${lineIn(module, span.start)}`;
      found.push(`'${text}' in '${demangle(entity.symbol ?? entity.printedName)}'${line} becomes a call of it`);
    }
  }
  return count > MOST_SHOWN ? [...found, `and ${count - MOST_SHOWN} more`] : found;
}

const MOST_SHOWN = 3;

interface Operation {
  /** What the line holds, for a quick search. */
  readonly needle: string;
  /** Matches from the opcode to the type that decides. */
  readonly pattern: RegExp;
}

function* linesOf({ bytes, start, stop }: Entity, pattern: RegExp): Generator<{ text: string; offset: number }> {
  const text = bytes.toString("latin1", start, stop);
  for (const match of text.matchAll(new RegExp(`^[ \\t]*(?:%[^=\\n]* = )?(?:tail )?(${pattern.source})`, "gm"))) {
    yield { text: match[1]!, offset: start + match.index + match[0].length - match[1]!.length };
  }
}

const FLOATS: Readonly<Record<string, string>> = { hf: "half", bf: "bfloat", sf: "float", df: "double", xf: "x86_fp80", tf: "fp128" };
const INTEGERS: Readonly<Record<string, string>> = { si: "i32", di: "i64", ti: "i128" };
/** The integers that each mode's routine is called for: the next wider ones where there is none of their own. */
const WIDTHS: Readonly<Record<string, string>> = {
  si: "i(?:[12]?[0-9]|3[0-2])\\b", di: "i(?:3[3-9]|[45][0-9]|6[0-4])\\b", ti: "i(?:6[5-9]|[7-9][0-9]|1[01][0-9]|12[0-8])\\b",
};
const INTRINSIC_TYPES: Readonly<Record<string, string>> = { half: "f16", bfloat: "bf16", float: "f32", double: "f64", x86_fp80: "f80", fp128: "f128" };

const ARITHMETIC: Readonly<Record<string, string>> = { add: "fadd", sub: "fsub", mul: "fmul", div: "fdiv" };
/** Predicates that are asked by that routine, the opposite ones too (TargetLowering::softenSetCCOperands). */
const COMPARISONS: Readonly<Record<string, string>> = {
  eq: "oeq|one|ueq", ne: "une", lt: "olt|uge", le: "ole|ugt", gt: "ogt|ule", ge: "oge|ult", unord: "uno|ord|ueq|one",
};
const DIVISIONS: Readonly<Record<string, string>> = { div: "sdiv", udiv: "udiv", mod: "srem", umod: "urem" };

/** What each family of routines is called for; of the match the parts after the whole name are handed over. */
const FAMILIES: readonly (readonly [name: RegExp, operation: (...parts: string[]) => Operation | undefined])[] = [
  [/^___(add|sub|mul|div)([hbsdxt]f)3$/, (name, mode) => binary(ARITHMETIC[name!]!, FLOATS[mode!]!)],
  [/^___(eq|ne|lt|le|gt|ge|unord)([hsdxt]f)2$/, (name, mode) => binary(`fcmp (?:\\w+ )*?(?:${COMPARISONS[name!]!})`, FLOATS[mode!]!)],
  [/^___(u?div|u?mod)([sdt]i)3$/, (name, mode) => binary(DIVISIONS[name!]!, INTEGERS[mode!]!)],
  [/^___mul([dt]i)3$/, (mode) => binary("mul", INTEGERS[mode!]!)],
  [/^___mulo([sdt]i)4$/, (mode) => intrinsic("smul.with.overflow", INTEGERS[mode!]!)],
  [/^___fix(uns)?([hbsdxt]f)([sdt]i)$/, (unsigned, from, to) => conversion(unsigned ? "fptoui" : "fptosi", FLOATS[from!]!, WIDTHS[to!]!)],
  [/^___float(un)?([sdt]i)([hbsdxt]f)$/, (unsigned, from, to) => conversion(unsigned ? "uitofp" : "sitofp", WIDTHS[from!]!, FLOATS[to!]!)],
  [/^___extend([hbsdx]f)([sdxt]f)2$/, (from, to) => conversion("fpext", FLOATS[from!]!, FLOATS[to!]!)],
  [/^___trunc([sdxt]f)([hbsdx]f)2$/, (from, to) => conversion("fptrunc", FLOATS[from!]!, FLOATS[to!]!)],
  [/^___powi([sdxt]f)2$/, (mode) => intrinsic("powi", FLOATS[mode!]!)],
  [/^_fmod(f?)$/, (float) => binary("frem", float ? "float" : "double")],
  [/^_([a-z0-9]+?)(f?)$/, (name, float) => (MATHEMATICS.has(name!) ? intrinsic(INTRINSIC_NAMES[name!] ?? name!, float ? "float" : "double") : undefined)],
];

function operationOf(symbol: string): Operation | undefined {
  for (const [name, operation] of FAMILIES) {
    const match = name.exec(symbol);
    if (match !== null) return operation(...match.slice(1));
  }
  return undefined;
}

/** C functions that stand for intrinsics of LLVM. */
const MATHEMATICS: ReadonlySet<string> = new Set(
  "sin cos tan asin acos atan atan2 sinh cosh tanh exp exp2 exp10 log log2 log10 pow sqrt fabs floor ceil round roundeven trunc rint nearbyint fma fmin fmax copysign ldexp".split(" "),
);
const INTRINSIC_NAMES: Readonly<Record<string, string>> = { fmin: "minnum", fmax: "maxnum" };

function vector(type: string): string {
  return `(?:<(?:vscale x )?[0-9]+ x )?${type}`;
}

function binary(opcode: string, type: string): Operation {
  return { needle: /^\w+/.exec(opcode)![0], pattern: new RegExp(`${opcode} (?:\\w+ )*?${vector(type)}`) };
}

function conversion(opcode: string, from: string, to: string): Operation {
  return { needle: opcode, pattern: new RegExp(`${opcode} (?:\\w+ )*?${vector(from)}>? [^\\n]*? to ${vector(to)}`) };
}

function intrinsic(name: string, type: string): Operation {
  const suffix = INTRINSIC_TYPES[type] ?? type;
  return { needle: `llvm.${name}.`, pattern: new RegExp(`call [^\\n@]*@llvm\\.${name.replaceAll(".", "\\.")}\\.(?:v[0-9]+)?${suffix}`) };
}
