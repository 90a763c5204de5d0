// Splits textual LLVM IR into tokens, over bytes, for every dialect from
// LLVM 3.4 to 22. It follows LLLexer.cpp, with three simplifications that no
// pass minds: keywords, types and numbers are all words; punctuation is one
// byte a token; nothing is an error, an odd byte is punctuation.

import {
  AT, BANG, BLANK, CARET, CARRIAGE_RETURN, CLASSES, CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PAREN,
  COLON, DIGIT, DOLLAR, HASH, LOWER_C, METADATA_NAME, NEWLINE, OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN,
  PERCENT, QUOTE, SEMICOLON, SLASH, STAR, WORD,
} from "./characters.js";
import { latin1 } from "../support/latin1.js";

/** What a token is. */
export const Token = {
  End: 0,
  /** Keyword, type, number, flag: `[-a-zA-Z$._0-9]+`. */
  Word: 1,
  /** A word or quoted string directly followed by `:`; also the name of a metadata field. The colon is included. */
  Label: 2,
  /** `@name`, `@"name"`, `@0`. */
  Global: 3,
  /** `%name`, `%"name"`, `%0`; a value, block or type. */
  Local: 4,
  /** `$name`, `$"name"`. */
  Comdat: 5,
  /** `!name`, `!0`: the name of named metadata, an attachment kind or a node's number. */
  Metadata: 6,
  /** `!"text"`. */
  MetadataString: 7,
  /** `#0`. */
  Group: 8,
  /** `#dbg_value` and its kind, from LLVM 19. */
  DebugRecord: 9,
  /** `^0`. */
  Summary: 10,
  /** `"text"`. */
  String: 11,
  /** `c"text"`. */
  CString: 12,
  /** Any other single byte. */
  Punctuation: 13,
} as const;

export type Token = (typeof Token)[keyof typeof Token];

/**
 * A cursor over `bytes[position, end)`. After `next()` the current token lies at
 * `[start, stop)`; offsets are those of `bytes`.
 */
export class Lexer {
  readonly bytes: Buffer;
  readonly end: number;
  /** Where the next token is looked for. */
  position: number;
  kind: Token = Token.End;
  start: number;
  stop: number;

  constructor(bytes: Buffer, position = 0, end = bytes.length) {
    this.bytes = bytes;
    this.position = position;
    this.end = end;
    this.start = position;
    this.stop = position;
  }

  /** Moves to the next token and returns its kind. */
  next(): Token {
    const { bytes, end } = this;
    const start = skipBlank(bytes, this.position, end);
    this.start = start;
    if (start >= end) return this.#take(Token.End, end);

    const byte = bytes[start]!;
    if (CLASSES[byte]! & WORD) {
      if (byte === LOWER_C && start + 1 < end && bytes[start + 1] === QUOTE) {
        return this.#take(Token.CString, skipQuoted(bytes, start + 1, end));
      }
      const stop = skipClass(bytes, start + 1, end, WORD);
      if (stop < end && bytes[stop] === COLON) return this.#take(Token.Label, stop + 1);
      if (byte !== DOLLAR) return this.#take(Token.Word, stop);
      if (stop > start + 1) return this.#take(Token.Comdat, stop);
      return this.#sigil(Token.Comdat, start);
    }
    switch (byte) {
      case PERCENT: return this.#sigil(Token.Local, start);
      case AT: return this.#sigil(Token.Global, start);
      case CARET: return this.#sigil(Token.Summary, start);
      case QUOTE: {
        const stop = skipQuoted(bytes, start, end);
        if (stop < end && bytes[stop] === COLON) return this.#take(Token.Label, stop + 1);
        return this.#take(Token.String, stop);
      }
      case BANG: {
        if (start + 1 < end && bytes[start + 1] === QUOTE) {
          return this.#take(Token.MetadataString, skipQuoted(bytes, start + 1, end));
        }
        const stop = skipClass(bytes, start + 1, end, METADATA_NAME);
        return this.#take(stop > start + 1 ? Token.Metadata : Token.Punctuation, stop);
      }
      case HASH: {
        const stop = skipClass(bytes, start + 1, end, WORD);
        if (stop === start + 1) return this.#take(Token.Punctuation, stop);
        return this.#take(CLASSES[bytes[start + 1]!]! & DIGIT ? Token.Group : Token.DebugRecord, stop);
      }
      default: return this.#take(Token.Punctuation, start + 1);
    }
  }

  /** Whether the current token is exactly `text` (ASCII). */
  is(text: string): boolean {
    if (this.stop - this.start !== text.length) return false;
    for (let i = 0; i < text.length; i++) {
      if (this.bytes[this.start + i] !== text.charCodeAt(i)) return false;
    }
    return true;
  }

  /** Whether the current token is the punctuation byte `byte`. */
  at(byte: number): boolean {
    return this.kind === Token.Punctuation && this.bytes[this.start] === byte;
  }

  /** The current token as it stands, one character a byte. */
  text(): string {
    return latin1(this.bytes, this.start, this.stop);
  }

  /** Where the next token starts; the end when there is none. */
  nextStart(): number {
    return skipBlank(this.bytes, this.position, this.end);
  }

  /** The next token's first byte; -1 at the end. */
  peek(): number {
    const at = this.nextStart();
    return at < this.end ? this.bytes[at]! : -1;
  }

  /**
   * With the current token an opening `(`, `[` or `{`, moves to the bracket that
   * closes it. False when there is none, or the token is no bracket.
   */
  skipBracketed(): boolean {
    if (this.kind !== Token.Punctuation || BRACKET_EFFECTS[this.bytes[this.start]!] !== 1) return false;
    const stop = skipBrackets(this.bytes, this.start + 1, this.end);
    this.start = stop < 0 ? this.end : stop - 1;
    this.#take(stop < 0 ? Token.End : Token.Punctuation, stop < 0 ? this.end : stop);
    return stop >= 0;
  }

  #sigil(kind: Token, start: number): Token {
    const { bytes, end } = this;
    if (start + 1 < end && bytes[start + 1] === QUOTE) return this.#take(kind, skipQuoted(bytes, start + 1, end));
    const stop = skipClass(bytes, start + 1, end, WORD);
    return this.#take(stop > start + 1 ? kind : Token.Punctuation, stop);
  }

  #take(kind: Token, stop: number): Token {
    this.stop = stop;
    this.position = stop;
    return (this.kind = kind);
  }
}

// What a byte does to the depth of brackets; SKIP for those that open quotes or comments.
const SKIP = 2;
const BRACKET_EFFECTS = new Int8Array(256);
for (const byte of [OPEN_PAREN, OPEN_BRACKET, OPEN_BRACE]) BRACKET_EFFECTS[byte] = 1;
for (const byte of [CLOSE_PAREN, CLOSE_BRACKET, CLOSE_BRACE]) BRACKET_EFFECTS[byte] = -1;
for (const byte of [QUOTE, SEMICOLON, SLASH]) BRACKET_EFFECTS[byte] = SKIP;

/** From after an opening bracket the offset after the one that closes it; -1 when there is none. */
export function skipBrackets(bytes: Buffer, at: number, end: number): number {
  for (let depth = 1; at < end; ) {
    const effect = BRACKET_EFFECTS[bytes[at]!]!;
    if (effect === 0) at++;
    else if (effect !== SKIP) {
      depth += effect;
      at++;
      if (depth === 0) return at;
    } else if (bytes[at] === QUOTE) at = skipQuoted(bytes, at, end);
    else if (bytes[at] === SEMICOLON) at = skipLineComment(bytes, at, end);
    else at = bytes[at + 1] === STAR ? skipBlockComment(bytes, at, end) : at + 1;
  }
  return -1;
}

/** The offset of the first byte at or after `at` that is neither blank nor inside a comment. */
export function skipBlank(bytes: Buffer, at: number, end: number): number {
  while (at < end) {
    const byte = bytes[at]!;
    if (CLASSES[byte]! & BLANK) at++;
    else if (byte === SEMICOLON) at = skipLineComment(bytes, at, end);
    else if (byte === SLASH && at + 1 < end && bytes[at + 1] === STAR) at = skipBlockComment(bytes, at, end);
    else return at;
  }
  return end;
}

/** The offset after the `;` comment at `at`: its newline or carriage return, or `end`. */
export function skipLineComment(bytes: Buffer, at: number, end: number): number {
  while (at < end) {
    const byte = bytes[at]!;
    if (byte === NEWLINE || byte === CARRIAGE_RETURN) return at;
    at++;
  }
  return end;
}

/** The offset after the block comment at `at`, or `end` when nothing closes it. They do not nest. */
export function skipBlockComment(bytes: Buffer, at: number, end: number): number {
  for (let star = bytes.indexOf(STAR, at + 2); star >= 0 && star + 1 < end; star = bytes.indexOf(STAR, star + 1)) {
    if (bytes[star + 1] === SLASH) return star + 2;
  }
  return end;
}

/** The offset after the quoted text whose `"` is at `at`, or `end`. No byte guards a quote, `\"` ends the text. */
export function skipQuoted(bytes: Buffer, at: number, end: number): number {
  for (let i = at + 1; i < end; i++) {
    if (bytes[i] === QUOTE) return i + 1;
  }
  return end;
}

function skipClass(bytes: Buffer, at: number, end: number, bits: number): number {
  while (at < end && CLASSES[bytes[at]!]! & bits) at++;
  return at;
}

