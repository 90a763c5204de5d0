// Steps over types and constants, of every era, without understanding them.

import { AT, GREATER, LESS, OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN, PLUS, STAR } from "./characters.js";
import { type Lexer, Token } from "./lexer.js";

/**
 * Moves `lexer` from before a type to its last token; false when no type stands
 * there. A type is a word, `%name`, or brackets, then any number of `*`,
 * `addrspace(n)` and function parameters.
 */
export function skipType(lexer: Lexer): boolean {
  lexer.next();
  return skipTypeFrom(lexer);
}

/** Like skipType, with the type's first token already the current one. */
export function skipTypeFrom(lexer: Lexer): boolean {
  if (!skipTypeHead(lexer)) return false;
  for (;;) {
    const next = lexer.peek();
    if (next === STAR || next === OPEN_PAREN) {
      lexer.next();
      if (next === OPEN_PAREN && !lexer.skipBracketed()) return false;
    } else if (!skipAddressSpace(lexer)) return true;
  }
}

/** Steps over an `addrspace(n)` that comes next; false when none does. */
export function skipAddressSpace(lexer: Lexer): boolean {
  if (lexer.peek() !== 0x61 /* a */ || !isAddressSpace(lexer)) return false;
  lexer.next();
  lexer.next();
  return lexer.skipBracketed();
}

function skipTypeHead(lexer: Lexer): boolean {
  switch (lexer.kind) {
    case Token.Local: return true;
    case Token.Word: return true;
    case Token.Punctuation:
      if (lexer.at(LESS)) return skipAngled(lexer);
      return (lexer.at(OPEN_BRACE) || lexer.at(OPEN_BRACKET)) && lexer.skipBracketed();
    default: return false;
  }
}

function isAddressSpace(lexer: Lexer): boolean {
  const { position, start, stop, kind } = lexer;
  lexer.next();
  const found = lexer.kind === Token.Word && lexer.is("addrspace") && lexer.peek() === OPEN_PAREN;
  lexer.position = position;
  lexer.start = start;
  lexer.stop = stop;
  lexer.kind = kind;
  return found;
}

/** With the current token `<`, moves to its `>`. */
function skipAngled(lexer: Lexer): boolean {
  for (let depth = 0; ; ) {
    if (lexer.kind === Token.End) return false;
    if (lexer.at(LESS)) depth++;
    else if (lexer.at(GREATER)) depth--;
    else if ((lexer.at(OPEN_BRACE) || lexer.at(OPEN_BRACKET) || lexer.at(OPEN_PAREN)) && !lexer.skipBracketed()) {
      return false;
    }
    if (depth === 0) return true;
    lexer.next();
  }
}

const WHOLE_CONSTANTS: ReadonlySet<string> = new Set([
  "null", "undef", "poison", "zeroinitializer", "true", "false", "none",
]);

/**
 * Moves `lexer` from before a constant to its last token; false when none stands
 * there: a name, number, string, aggregate, or an expression `word… ( … )`.
 */
export function skipConstant(lexer: Lexer): boolean {
  lexer.next();
  switch (lexer.kind) {
    case Token.Global: case Token.Local: case Token.CString: case Token.Metadata: return true;
    case Token.Punctuation:
      if (lexer.at(LESS)) return skipAngled(lexer);
      return (lexer.at(OPEN_BRACE) || lexer.at(OPEN_BRACKET)) && lexer.skipBracketed();
    case Token.Word: break;
    default: return false;
  }
  if (lexer.is("asm")) return skipInlineAsm(lexer);
  while (lexer.kind === Token.Word) {
    if (WHOLE_CONSTANTS.has(lexer.text())) return true;
    if (isNumber(lexer)) return skipExponent(lexer);
    const isRange = lexer.is("inrange");
    const next = lexer.peek();
    lexer.next();
    // `dso_local_equivalent @f` and `no_cfi @f`.
    if (next === AT) return true;
    // `getelementptr inrange(-8, 16) (…)`.
    if (isRange && lexer.at(OPEN_PAREN) && lexer.skipBracketed()) lexer.next();
    if (lexer.at(OPEN_PAREN)) return lexer.skipBracketed();
  }
  return false;
}

/** `asm` flags `"template"`, `"constraints"`. */
function skipInlineAsm(lexer: Lexer): boolean {
  do lexer.next();
  while (lexer.kind === Token.Word);
  lexer.next();
  lexer.next();
  return lexer.kind === Token.String;
}

function isNumber(lexer: Lexer): boolean {
  return /^(-?[0-9]|[us]0x)/.test(lexer.text());
}

/** The sign in `1.5e+02` ends a word. */
function skipExponent(lexer: Lexer): boolean {
  if (!lexer.text().endsWith("e") || lexer.peek() !== PLUS) return true;
  lexer.next();
  lexer.next();
  return lexer.kind === Token.Word;
}

/** Moves `lexer` from before a type to the last token of the constant that follows it. */
export function skipTypedConstant(lexer: Lexer): boolean {
  return skipType(lexer) && skipConstant(lexer);
}
