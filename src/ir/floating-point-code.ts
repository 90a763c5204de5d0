// Finds code that no back end can select once floating-point and vector
// registers are gone. Arithmetic on floats becomes calls, generic vectors become
// scalars; what is left are intrinsics and assembly that name the registers.

import { type AsmOperand, asmOperands } from "../asm/asm-constraints.js";
import { type CallSite, callsIn } from "../asm/calls.js";
import { functionType } from "../asm/function-type.js";
import { Lexer, Token } from "../asm/lexer.js";
import type { Entity } from "./entity.js";
import { Function } from "./function.js";
import type { Module } from "./module.js";
import type { Architecture } from "./triple.js";

/** A piece of code that needs the registers. */
export interface FloatingPointCode {
  readonly fn: Function;
  /** Offset into the function's `bytes`. */
  readonly offset: number;
  /** Completes "'@f' …", as in `calls llvm.x86.sse2.pmadd.wd, which takes a vector register`. */
  readonly reason: string;
}

/** A type that lives in a floating-point or vector register, in any text of types. */
export const FLOATING_POINT_TYPE = /<\s*(?:vscale x )?\d+ x |\b(?:half|bfloat|float|double|fp128|x86_fp80|ppc_fp128|x86_mmx|x86_amx)\b/;

/**
 * Intrinsics that need the registers though their types do not say so: those of
 * the control word, of whole register files, of tiles, and SVE's counts. The
 * rest goes by types: of the 1670 of x86 and 287 of AArch64 that could be tried,
 * llc-22 selects none with a vector or floating-point type, but for
 * llvm.x86.avx512.broadcastm*.
 */
const UNTYPED_INTRINSICS = /^llvm\.(?:x86\.(?:sse\.(?:ld|st)mxcsr|mmx\.f?emms|avx\.vzero(?:all|upper)|(?:ld|st)tilecfg|tile|td[pb]|tcmm|tmm|tconj|ttdp|ttransposed)|aarch64\.(?:neon|crypto|sve|sme)\.)/;

/** Codes of inline assembly that only a floating-point, vector, mask or tile register fits (LangRef, Supported Constraint Code List). */
const REGISTER_CODES: Readonly<Partial<Record<Architecture, RegExp>>> = {
  x86_64: /^(?:[xvftuyk]|\^Y.|\{(?:[xyzt]?mm[0-9]+|st(?:\([0-7]\))?|k[0-7])\})$/,
  aarch64: /^(?:[wxy]|\^Up[alh]|\{(?:[bhsdqvzp][0-9]+)\})$/,
};

/** Whether the constraint code of inline assembly asks for a register that is gone. */
export function isFloatingPointCode(code: string, architecture: Architecture): boolean {
  return REGISTER_CODES[architecture === "x86" ? "x86_64" : architecture]?.test(code) ?? false;
}

/**
 * Code in definitions that needs floating-point or vector registers; nothing for
 * an architecture that is not known. `withAssembly` are the definitions that may
 * hold inline assembly.
 */
export function* floatingPointCode(module: Module, architecture: Architecture, withAssembly: readonly Function[]): Generator<FloatingPointCode> {
  if (architecture === "other") return;
  const isX86 = architecture !== "aarch64";
  const prefix = isX86 ? "llvm.x86." : "llvm.aarch64.";
  const words = isX86 ? ["x86_fp80", "x86_mmx"] : [];
  const needles = isX86 ? [prefix, "x86_"] : [prefix];
  const suspects = new Set<Entity>([...withAssembly, ...needles.flatMap((needle) => module.entitiesIncluding(needle))]);
  for (const fn of [...suspects].sort((a, b) => a.index - b.index)) {
    if (!(fn instanceof Function) || !fn.isDefinition) continue;
    for (const call of callsIn(fn.bytes, fn.bodyStart, fn.stop)) {
      const reason = reasonAgainst(fn, call, prefix, architecture);
      if (reason !== undefined) yield { fn, offset: call.callee.start, reason };
    }
    for (const word of words) {
      const offset = fn.includes(word) ? offsetOfWord(fn, word) : undefined;
      if (offset !== undefined) yield { fn, offset, reason: `uses ${word}, which only ${word === "x86_mmx" ? "MMX" : "x87"} code can hold` };
    }
  }
}

function reasonAgainst(fn: Function, call: CallSite, prefix: string, architecture: Architecture): string | undefined {
  if (call.asm !== undefined) {
    const operand = asmOperands(call.asm.constraints).find((candidate) => needsRegister(candidate, architecture));
    return operand && `has inline assembly with the operand "${operand.text}", which asks for a floating-point or vector register`;
  }
  const { symbol } = call;
  if (symbol === undefined || !symbol.startsWith(prefix)) return undefined;
  if (!UNTYPED_INTRINSICS.test(symbol) && !FLOATING_POINT_TYPE.test(typesOf(fn, call, symbol))) return undefined;
  return `calls ${symbol}, an instruction on floating-point or vector registers`;
}

function needsRegister({ codes }: AsmOperand, architecture: Architecture): boolean {
  return codes.length > 0 && codes.every((code) => isFloatingPointCode(code, architecture));
}

/** The types of an intrinsic: as declared, or, where LLVM 19 and later leave the declaration out, as called. */
function typesOf(fn: Function, call: CallSite, symbol: string): string {
  const declared = fn.module.symbol(symbol);
  const header = declared instanceof Function ? declared.header() : undefined;
  if (declared !== undefined && header !== undefined) {
    const { returns, parameters } = functionType(declared.bytes, header);
    return [returns, ...parameters].join(", ");
  }
  return fn.bytes.toString("latin1", call.type.start, call.arguments.stop);
}

function offsetOfWord(fn: Function, word: string): number | undefined {
  const lexer = new Lexer(fn.bytes, fn.start, fn.stop);
  while (lexer.next() !== Token.End) if (lexer.kind === Token.Word && lexer.is(word)) return lexer.start;
  return undefined;
}
