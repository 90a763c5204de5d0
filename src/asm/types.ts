// Reads first-class types into trees, for those who ask about their layout.

import {
  CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PAREN, COMMA, GREATER, LESS, OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN, STAR,
} from "./characters.js";
import type { TextRange } from "./clauses.js";
import { skipAddressSpace } from "./constants.js";
import { type Lexer, Token } from "./lexer.js";
import { symbolName } from "./names.js";

export type Type =
  | { readonly kind: "integer"; readonly bits: number }
  /** `float`, `double` and their like, by their keyword. */
  | { readonly kind: "float"; readonly word: string }
  /** `T*` or, without a pointee, `ptr`. */
  | { readonly kind: "pointer"; readonly pointee?: Type }
  | { readonly kind: "function"; readonly returns: Type; readonly parameters: readonly Type[] }
  /** `%T`; the name is `undefined` for an unnamed type, `%0`. */
  | { readonly kind: "named"; readonly name: string | undefined; readonly text: string }
  | { readonly kind: "array" | "vector"; readonly count: number; readonly element: Type }
  | StructType
  /** One without a layout that is known here. */
  | { readonly kind: "other" };

/** `{ … }`; `start` and `stop` are the offsets of the opening brace and after the closing one, the angles of a packed one apart. */
export interface StructType {
  readonly kind: "struct";
  readonly packed: boolean;
  readonly fields: readonly Type[];
  /** Where each field is written. */
  readonly ranges: readonly TextRange[];
  readonly start: number;
  readonly stop: number;
}

/** Reads the type at the current token and leaves `lexer` on its last token; undefined when no type stands there. */
export function parseType(lexer: Lexer): Type | undefined {
  let type = parseTypeHead(lexer);
  while (type !== undefined) {
    skipAddressSpace(lexer);
    const next = lexer.peek();
    if (next !== STAR && next !== OPEN_PAREN) return type;
    lexer.next();
    type = next === STAR ? { kind: "pointer", pointee: type } : parseParameters(lexer, type);
  }
  return undefined;
}

/** With the current token the `(` of a function type, moves to its `)`. */
function parseParameters(lexer: Lexer, returns: Type): Type | undefined {
  const parameters: Type[] = [];
  while (!lexer.at(CLOSE_PAREN)) {
    lexer.next();
    if (lexer.at(CLOSE_PAREN) && parameters.length === 0) break;
    if (!lexer.is("...")) {
      const parameter = parseType(lexer);
      if (parameter === undefined) return undefined;
      parameters.push(parameter);
    }
    lexer.next();
    if (!lexer.at(COMMA) && !lexer.at(CLOSE_PAREN)) return undefined;
  }
  return { kind: "function", returns, parameters };
}

function parseTypeHead(lexer: Lexer): Type | undefined {
  if (lexer.kind === Token.Local) return { kind: "named", name: symbolName(lexer.bytes, lexer.start, lexer.stop), text: lexer.text() };
  if (lexer.kind === Token.Word) return parseWord(lexer);
  if (lexer.at(OPEN_BRACE)) return parseStruct(lexer, false);
  if (lexer.at(OPEN_BRACKET)) return parseSequence(lexer, "array");
  if (!lexer.at(LESS)) return undefined;
  if (lexer.peek() !== OPEN_BRACE) return parseSequence(lexer, "vector");
  lexer.next();
  const struct = parseStruct(lexer, true);
  lexer.next();
  return lexer.at(GREATER) ? struct : undefined;
}

function parseWord(lexer: Lexer): Type | undefined {
  const word = lexer.text();
  const bits = /^i([0-9]+)$/.exec(word)?.[1];
  if (bits !== undefined) return { kind: "integer", bits: Number(bits) };
  if (/^(?:half|bfloat|float|double|x86_fp80|fp128)$/.test(word)) return { kind: "float", word };
  if (word === "ptr") return { kind: "pointer" };
  if (word === "target" && lexer.peek() === OPEN_PAREN) {
    lexer.next();
    return lexer.skipBracketed() ? { kind: "other" } : undefined;
  }
  return /^(?:void|opaque|label|metadata|token|x86_mmx|x86_amx|ppc_fp128)$/.test(word) ? { kind: "other" } : undefined;
}

/** Reads the struct whose `{` is the current token, to its `}`; undefined when it is none: a body, or a constant. */
function parseStruct(lexer: Lexer, packed: boolean): StructType | undefined {
  const { start } = lexer;
  const fields: Type[] = [];
  const ranges: TextRange[] = [];
  lexer.next();
  while (!lexer.at(CLOSE_BRACE)) {
    const from = lexer.start;
    const field = parseType(lexer);
    if (field === undefined) return undefined;
    fields.push(field);
    ranges.push({ start: from, stop: lexer.stop });
    lexer.next();
    if (lexer.at(COMMA)) lexer.next();
    else if (!lexer.at(CLOSE_BRACE)) return undefined;
  }
  return { kind: "struct", packed, fields, ranges, start, stop: lexer.stop };
}

/** `[N x T]`, `<N x T>` or `<vscale x N x T>`. */
function parseSequence(lexer: Lexer, kind: "array" | "vector"): Type | undefined {
  lexer.next();
  const isScalable = lexer.is("vscale");
  if (isScalable) {
    lexer.next();
    lexer.next();
  }
  const count = lexer.kind === Token.Word && /^[0-9]+$/.test(lexer.text()) ? Number(lexer.text()) : undefined;
  lexer.next();
  if (count === undefined || !lexer.is("x")) return undefined;
  lexer.next();
  const element = parseType(lexer);
  lexer.next();
  if (element === undefined || !lexer.at(kind === "array" ? CLOSE_BRACKET : GREATER)) return undefined;
  return isScalable ? { kind: "other" } : { kind, count, element };
}
