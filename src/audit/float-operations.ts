// Floating point and vectors in the body of a function.

import { LESS } from "../asm/characters.js";
import { Lexer, Token } from "../asm/lexer.js";
import type { Function } from "../ir/function.js";

/** A piece of a body. */
export interface Use {
  readonly text: string;
  /** Into the function's `bytes`. */
  readonly offset: number;
}

const FLOAT_WORD = /\b(?:half|bfloat|float|double|fp128|x86_fp80|ppc_fp128|x86_mmx|x86_amx)\b/;
const REGISTER_WORD = /\b(?:half|bfloat|float|double|fp128|x86_fp80|ppc_fp128|x86_mmx|x86_amx)\b|<\s*(?:vscale x )?[0-9]+ x /;

/** The first type in the function, its parameters and result included, that lives in such registers; undefined where there is none. */
export function firstRegisterType(fn: Function): Use | undefined {
  const { bytes, start, stop } = fn;
  if (!REGISTER_WORD.test(bytes.toString("latin1", start, stop))) return undefined;
  const lexer = new Lexer(bytes, start, stop);
  while (lexer.next() !== Token.End) {
    if (lexer.kind === Token.Word && FLOAT_WORD.test(lexer.text())) return { text: lexer.text(), offset: lexer.start };
    if (!lexer.at(LESS)) continue;
    const vector = /^<\s*(?:vscale x )?[0-9]+ x [^>\n]*>/.exec(bytes.toString("latin1", lexer.start, lexer.start + LONGEST_VECTOR));
    if (vector !== null) return { text: vector[0], offset: lexer.start };
  }
  return undefined;
}

const LONGEST_VECTOR = 80;

/** Instructions that become calls where there are no such registers. Moves, loads, stores, negation do not. */
const CALLED = /^(?:f(?:add|sub|mul|div|rem|cmp|ptoui|ptosi|ptrunc|pext)|[us]itofp)$/;

/** The first of those in the function, to the type it works on; undefined where there is none. */
export function firstSoftCall(fn: Function): Use | undefined {
  const { bytes, bodyStart, stop } = fn;
  if (!FLOAT_WORD.test(bytes.toString("latin1", bodyStart, stop))) return undefined;
  const lexer = new Lexer(bytes, bodyStart, stop);
  while (lexer.next() !== Token.End) {
    if (lexer.kind !== Token.Word || !CALLED.test(lexer.text())) continue;
    const { start } = lexer;
    const text = /^\w+(?: \w+)*? (?:<[^>\n]*>|(?:half|bfloat|float|double|fp128|x86_fp80|i[0-9]+)\b)/.exec(bytes.toString("latin1", start, start + LONGEST_VECTOR))?.[0];
    if (text !== undefined) return { text, offset: start };
  }
  return undefined;
}
