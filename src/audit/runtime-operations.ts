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
const INTRINSIC_TYPES: Readonly<Record<string, string>> = { half: "f16", bfloat: "bf16", float: "f32", double: "f64", x86_fp80: "f80", fp128: "f128" };

const ARITHMETIC: Readonly<Record<string, string>> = { add: "fadd", sub: "fsub", mul: "fmul", div: "fdiv" };
const COMPARISONS: Readonly<Record<string, string>> = {
  eq: "[ou]eq|une|one|ueq", ne: "une|one|ueq|oeq", lt: "olt|uge", le: "ole|ugt", gt: "ogt|ule", ge: "oge|ult", unord: "uno|ord|ueq|one",
};
const DIVISIONS: Readonly<Record<string, string>> = { div: "sdiv", udiv: "udiv", mod: "srem", umod: "urem" };

function operationOf(symbol: string): Operation | undefined {
  let match: RegExpExecArray | null;
  if ((match = /^___(add|sub|mul|div)(hf|bf|sf|df|xf|tf)3$/.exec(symbol))) return binary(ARITHMETIC[match[1]!]!, FLOATS[match[2]!]!);
  if ((match = /^___(eq|ne|lt|le|gt|ge|unord)(hf|sf|df|xf|tf)2$/.exec(symbol))) {
    return { needle: "fcmp", pattern: new RegExp(`fcmp (?:\\w+ )*?(?:${COMPARISONS[match[1]!]!}) ${vector(FLOATS[match[2]!]!)}`) };
  }
  if ((match = /^___(u?div|u?mod)(si|di|ti)3$/.exec(symbol))) return binary(DIVISIONS[match[1]!]!, INTEGERS[match[2]!]!);
  if ((match = /^___mul(di|ti)3$/.exec(symbol))) return binary("mul", INTEGERS[match[1]!]!);
  if ((match = /^___mulo(si|di|ti)4$/.exec(symbol))) return intrinsic("smul.with.overflow", INTEGERS[match[1]!]!);
  if ((match = /^___fix(uns)?(hf|bf|sf|df|xf|tf)(si|di|ti)$/.exec(symbol))) return conversion(match[1] ? "fptoui" : "fpto[su]i", FLOATS[match[2]!]!, "i[0-9]+");
  if ((match = /^___float(un)?(si|di|ti)(hf|bf|sf|df|xf|tf)$/.exec(symbol))) return conversion(match[1] ? "uitofp" : "[su]itofp", "i[0-9]+", FLOATS[match[3]!]!);
  if ((match = /^___extend(hf|bf|sf|df|xf)(sf|df|xf|tf)2$/.exec(symbol))) return conversion("fpext", FLOATS[match[1]!]!, FLOATS[match[2]!]!);
  if ((match = /^___trunc(sf|df|xf|tf)(hf|bf|sf|df|xf)2$/.exec(symbol))) return conversion("fptrunc", FLOATS[match[1]!]!, FLOATS[match[2]!]!);
  if ((match = /^___powi(sf|df|xf|tf)2$/.exec(symbol))) return intrinsic("powi", FLOATS[match[1]!]!);
  if ((match = /^_fmod(f?)$/.exec(symbol))) return binary("frem", match[1] ? "float" : "double");
  if ((match = /^_([a-z0-9]+?)(f?)$/.exec(symbol)) && MATHEMATICS.has(match[1]!)) return intrinsic(INTRINSIC_NAMES[match[1]!] ?? match[1]!, match[2] ? "float" : "double");
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
  return { needle: opcode, pattern: new RegExp(`${opcode} (?:\\w+ )*?${vector(type)}`) };
}

function conversion(opcode: string, from: string, to: string): Operation {
  const needle = /[a-z]{4,}$/.exec(opcode)?.[0] ?? "fpto";
  return { needle, pattern: new RegExp(`${opcode} (?:\\w+ )*?${vector(from)}>? [^\\n]*? to ${vector(to)}`) };
}

function intrinsic(name: string, type: string): Operation {
  const suffix = INTRINSIC_TYPES[type] ?? type;
  return { needle: `llvm.${name}.`, pattern: new RegExp(`call [^\\n@]*@llvm\\.${name.replaceAll(".", "\\.")}\\.(?:v[0-9]+)?${suffix}`) };
}
