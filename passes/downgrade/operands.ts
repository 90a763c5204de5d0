// Operands of a call, as text.

import type { CallSite } from "../../src/asm/calls.js";
import type { TextRange } from "../../src/asm/clauses.js";
import { COMMA, GREATER, LESS } from "../../src/asm/characters.js";
import { skipConstant, skipTypeFrom } from "../../src/asm/constants.js";
import { parseAttribute } from "../../src/asm/attributes.js";
import { Lexer, Token } from "../../src/asm/lexer.js";
import type { Site } from "./site.js";

export interface Operand {
  readonly start: number;
  readonly stop: number;
  readonly type: string;
  /** `align` on the operand, 0 for none. */
  readonly align: number;
  /** Rewritten already as the table says. */
  readonly value: string;
}

/** The operands of a call; undefined where they are not written as LLVM prints them. */
export function operandsOf(site: Site, call: CallSite): Operand[] | undefined {
  const { bytes } = site;
  const operands: Operand[] = [];
  const lexer = new Lexer(bytes, call.arguments.start + 1, call.arguments.stop - 1);
  while (lexer.next() !== Token.End) {
    const { start } = lexer;
    if (!skipTypeFrom(lexer)) return undefined;
    const type = site.text(start, lexer.stop);
    let align = 0;
    let position = lexer.position;
    for (; isAttribute(lexer); position = lexer.position) {
      if (lexer.is("align") && lexer.peek() !== 0x28) {
        lexer.next();
        align = Number(lexer.text());
      } else if (lexer.is("align")) align = Number(parseAttribute(lexer)?.value?.slice(1, -1));
      else parseAttribute(lexer);
    }
    lexer.position = position;
    if (lexer.next() !== Token.Local) {
      lexer.position = position;
      if (!skipConstant(lexer)) return undefined;
    }
    let { stop } = lexer;
    // The sign in `1.0e+00` is a token of its own.
    while (lexer.next() !== Token.End && !lexer.at(COMMA)) stop = lexer.stop;
    operands.push({ start, stop, type, align, value: site.editedText(position, stop).trim() });
  }
  return operands;
}

/** Where the commas stand that part what is written between the parentheses `bytes[start, stop)`, both included. */
export function commasBetween(bytes: Buffer, { start, stop }: TextRange): number[] {
  const commas: number[] = [];
  const lexer = new Lexer(bytes, start + 1, stop - 1);
  while (lexer.next() !== Token.End) {
    if (lexer.at(COMMA)) commas.push(lexer.start);
    else skipGroup(lexer);
  }
  return commas;
}

/** With the current token an opening bracket, `<` included, moves to the one that closes it. */
export function skipGroup(lexer: Lexer): void {
  if (!lexer.at(LESS)) {
    if (lexer.kind === Token.Punctuation) lexer.skipBracketed();
    return;
  }
  for (let depth = 1; depth > 0 && lexer.next() !== Token.End; ) {
    if (lexer.at(LESS)) depth++;
    else if (lexer.at(GREATER)) depth--;
    else if (lexer.kind === Token.Punctuation) lexer.skipBracketed();
  }
}

/** Moves to the next token; whether it begins an attribute, not a value. */
function isAttribute(lexer: Lexer): boolean {
  lexer.next();
  if (lexer.kind === Token.String) return true;
  return lexer.kind === Token.Word && !VALUE_WORDS.has(lexer.text()) && !/^(?:-?[0-9]|[us]0x|0x)/.test(lexer.text());
}

const VALUE_WORDS: ReadonlySet<string> = new Set([
  "null", "undef", "poison", "zeroinitializer", "true", "false", "none", "splat", "getelementptr", "ptrtoint", "ptrtoaddr", "inttoptr",
  "bitcast", "addrspacecast", "trunc", "zext", "sext", "add", "sub", "mul", "xor", "and", "or", "shl", "lshr", "ashr", "icmp", "fcmp",
  "select", "extractelement", "insertelement", "shufflevector", "blockaddress", "dso_local_equivalent", "no_cfi", "ptrauth", "asm",
]);
