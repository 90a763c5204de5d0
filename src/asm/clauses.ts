// Clauses that functions and globals share. Each reader starts with the clause's
// first token as the current one and leaves `lexer` on its last.

import { BANG, OPEN_BRACE, OPEN_PAREN } from "./characters.js";
import { type Lexer, Token } from "./lexer.js";
import { decodeQuoted, symbolName } from "./names.js";

/** A range of bytes with what stands there. */
export interface TextRange {
  readonly start: number;
  readonly stop: number;
}

/** A clause with a quoted value, as `section "name"`: the whole clause and the decoded value. */
export interface QuotedClause extends TextRange {
  readonly value: string;
}

/** `comdat` or `comdat($name)`. */
export interface ComdatClause extends TextRange {
  readonly symbol: string | undefined;
}

/** Reads `section "name"` and its like. */
export function readQuotedClause(lexer: Lexer): QuotedClause {
  const { start } = lexer;
  lexer.next();
  return { start, stop: lexer.stop, value: decodeQuoted(lexer.bytes, lexer.start + 1, lexer.stop - 1) };
}

/** Reads `comdat`, with the name in parentheses where one is given. */
export function readComdatClause(lexer: Lexer): ComdatClause {
  const { start } = lexer;
  let symbol: string | undefined;
  if (lexer.peek() === OPEN_PAREN) {
    lexer.next();
    lexer.next();
    symbol = symbolName(lexer.bytes, lexer.start, lexer.stop);
    lexer.next();
  }
  return { start, stop: lexer.stop, symbol };
}

/** Reads a metadata attachment: `!kind` and `!0`, `!{…}` or `!DIExpression(…)`. */
export function readAttachment(lexer: Lexer): TextRange & { name: string } {
  const { start } = lexer;
  const name = lexer.text().slice(1);
  lexer.next();
  const next = lexer.peek();
  if ((lexer.at(BANG) && next === OPEN_BRACE) || (lexer.kind === Token.Metadata && next === OPEN_PAREN)) {
    lexer.next();
    lexer.skipBracketed();
  }
  return { name, start, stop: lexer.stop };
}
