// Partial sums of vectors, which LLVM's code generator cannot split into scalars.
//
//   %r = call <2 x i64> @llvm.vector.partial.reduce.add.v2i64.v4i64(<2 x i64> %a, <4 x i64> %b)
// =>
//   %part.0 = shufflevector <4 x i64> %b, <4 x i64> poison, <2 x i32> <i32 0, i32 1>
//   %part.1 = shufflevector <4 x i64> %b, <4 x i64> poison, <2 x i32> <i32 2, i32 3>
//   %part.2 = add <2 x i64> %a, %part.0
//   %r = add <2 x i64> %part.2, %part.1
//
// LLVM's vectoriser writes them where a target has dot products (AArch64's NEON, AVX-VNNI),
// and clang ends with "Do not know how to scalarize" once the registers are taken away.

import { type CallSite, callsIn } from "../asm/calls.js";
import { CLOSE_PAREN, COMMA } from "../asm/characters.js";
import { skipConstant, skipTypeFrom } from "../asm/constants.js";
import { Lexer, Token } from "../asm/lexer.js";
import type { TextEdit } from "./edited-text.js";
import { Function } from "./function.js";
import type { Module } from "./module.js";

/** Earlier LLVMs called it experimental. */
const PARTIAL_SUM = /^llvm\.(?:experimental\.)?vector\.partial\.reduce\.add\./;

interface Operand {
  readonly lanes: number;
  readonly element: string;
  readonly type: string;
  readonly value: string;
}

/** Writes such calls out as additions, in the definitions that `applies` to. Returns how many. */
export function writePartialReductions(module: Module, applies: (fn: Function) => boolean): number {
  let written = 0;
  for (const fn of module.entitiesIncluding("vector.partial.reduce.add")) {
    if (!(fn instanceof Function) || !fn.isDefinition || !applies(fn)) continue;
    const stem = unusedStem(fn);
    let parts = 0;
    const edits: TextEdit[] = [];
    for (const call of callsIn(fn.bytes, fn.bodyStart, fn.stop)) {
      if (call.symbol === undefined || !PARTIAL_SUM.test(call.symbol)) continue;
      const own = additions(fn.bytes, call, () => `%${stem}.${parts++}`);
      edits.push(...own);
      if (own.length > 0) written++;
    }
    fn.edit(edits);
  }
  return written;
}

/** Nothing for scalable vectors, and for what is not written as rustc writes it. */
function additions(bytes: Buffer, call: CallSite, newName: () => string): TextEdit[] {
  const [sum, addend] = operandsOf(bytes, call) ?? [];
  if (sum === undefined || addend === undefined || sum.element !== addend.element || addend.lanes % sum.lanes !== 0) return [];
  const { type, lanes } = sum;
  const before: string[] = [];
  const named = (instruction: string): string => {
    const name = newName();
    before.push(`${name} = ${instruction}\n  `);
    return name;
  };
  const parts = Array.from({ length: addend.lanes / lanes }, (_, part) => {
    const indices = Array.from({ length: lanes }, (_, lane) => `i32 ${part * lanes + lane}`).join(", ");
    return named(`shufflevector ${addend.type} ${addend.value}, ${addend.type} poison, <${lanes} x i32> <${indices}>`);
  });
  const last = parts.pop()!;
  const total = parts.reduce((previous, part) => named(`add ${type} ${previous}, ${part}`), sum.value);
  const start = call.result?.start ?? call.start;
  return [{ start, stop: start, text: before.join("") }, { start: call.start, stop: call.stop, text: `add ${type} ${total}, ${last}` }];
}

function operandsOf(bytes: Buffer, call: CallSite): Operand[] | undefined {
  const operands: Operand[] = [];
  const lexer = new Lexer(bytes, call.arguments.start + 1, call.arguments.stop);
  for (;;) {
    lexer.next();
    const typeStart = lexer.start;
    if (!skipTypeFrom(lexer)) return undefined;
    const type = bytes.toString("latin1", typeStart, lexer.position);
    const [, lanes, element] = /^<\s*([1-9][0-9]*)\s+x\s+(i[0-9]+)\s*>$/.exec(type) ?? [];
    if (lanes === undefined || element === undefined) return undefined;
    const value = valueText(lexer, bytes);
    if (value === undefined) return undefined;
    operands.push({ lanes: Number(lanes), element, type, value });
    const stop = lexer.next();
    if (stop !== Token.Punctuation) return undefined;
    if (bytes[lexer.start] === CLOSE_PAREN) return operands;
    if (bytes[lexer.start] !== COMMA) return undefined;
  }
}

/** The value that stands next; undefined for what is neither a name nor a constant. */
function valueText(lexer: Lexer, bytes: Buffer): string | undefined {
  const { position } = lexer;
  if (lexer.next() !== Token.Local) {
    lexer.position = position;
    if (!skipConstant(lexer)) return undefined;
  }
  return bytes.toString("latin1", position, lexer.position).trim();
}

/** The beginning of names that no value of `fn` has. */
function unusedStem(fn: Function): string {
  let stem = "part";
  while (fn.includes(`%${stem}.`)) stem += "s";
  return stem;
}
