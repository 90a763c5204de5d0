// Reads constants that are one string of bytes: `[5 x i8] c"hello"`, and the
// `<{ [5 x i8] }> <{ [5 x i8] c"hello" }>` that older rustcs write.

import { BACKSLASH, CLOSE_BRACE, CLOSE_BRACKET, GREATER, LESS, LOWER_X, OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN } from "./characters.js";
import type { TextRange } from "./clauses.js";
import { Lexer, Token } from "./lexer.js";

/** `[length x i8]`, alone or as the only field of a struct, `{ … }` or `<{ … }>`. */
export interface ByteArrayType {
  readonly wrapping: "" | "{" | "<{";
  readonly length: number;
}

/** A byte array with its content. Offsets are into the bytes that were read. */
export interface ByteString extends ByteArrayType {
  /** The digits of the length, once for each time it is written. */
  readonly lengths: readonly TextRange[];
  /** What stands between the quotes. */
  readonly content: TextRange;
}

/** With `lexer` before a type, reads that and the byte string after it; undefined when something else stands there. */
export function parseByteString(lexer: Lexer): ByteString | undefined {
  lexer.next();
  const wrapping = openWrapping(lexer);
  if (wrapping === undefined) return undefined;
  const inType = parseArrayType(lexer);
  if (inType === undefined || !closeWrapping(lexer, wrapping)) return undefined;
  const lengths = [inType.digits];
  lexer.next();
  if (wrapping !== "") {
    if (openWrapping(lexer) !== wrapping) return undefined;
    const inConstant = parseArrayType(lexer);
    if (inConstant?.length !== inType.length) return undefined;
    lengths.push(inConstant.digits);
    lexer.next();
  }
  if (lexer.kind !== Token.CString) return undefined;
  const content = { start: lexer.start + 2, stop: lexer.stop - 1 };
  return closeWrapping(lexer, wrapping) ? { wrapping, length: inType.length, lengths, content } : undefined;
}

/** The type as LLVM prints it. */
export function printByteArrayType({ wrapping, length }: ByteArrayType): string {
  const array = `[${length} x i8]`;
  return wrapping === "" ? array : wrapping === "{" ? `{ ${array} }` : `<{ ${array} }>`;
}

/** With the current token the first of a type, moves onto the array's `[`. */
function openWrapping(lexer: Lexer): ByteArrayType["wrapping"] | undefined {
  if (lexer.at(OPEN_BRACKET)) return "";
  const isPacked = lexer.at(LESS);
  if (isPacked) lexer.next();
  if (!lexer.at(OPEN_BRACE)) return undefined;
  lexer.next();
  return lexer.at(OPEN_BRACKET) ? (isPacked ? "<{" : "{") : undefined;
}

/** Moves from the last token inside onto the one that closes the type or constant. */
function closeWrapping(lexer: Lexer, wrapping: ByteArrayType["wrapping"]): boolean {
  if (wrapping === "") return true;
  lexer.next();
  if (!lexer.at(CLOSE_BRACE)) return false;
  if (wrapping === "{") return true;
  lexer.next();
  return lexer.at(GREATER);
}

/** With the current token `[`, moves onto the `]` of `[N x i8]`. A blank may lack before the `x`. */
function parseArrayType(lexer: Lexer): { readonly length: number; readonly digits: TextRange } | undefined {
  if (lexer.next() !== Token.Word) return undefined;
  let length = 0;
  let stop = lexer.start;
  for (let digit; stop < lexer.stop && (digit = lexer.bytes[stop]! - 0x30) >= 0 && digit <= 9; stop++) length = length * 10 + digit;
  const digits = { start: lexer.start, stop };
  if (stop === lexer.start) return undefined;
  if (stop < lexer.stop ? lexer.bytes[stop] !== LOWER_X || stop + 1 < lexer.stop : lexer.next() !== Token.Word || !lexer.is("x")) return undefined;
  if (lexer.next() !== Token.Word || !lexer.is("i8")) return undefined;
  lexer.next();
  return lexer.at(CLOSE_BRACKET) ? { length, digits } : undefined;
}

/** Whether the last byte that quoted text stands for is NUL. */
export function endsInNul(bytes: Buffer, { start, stop }: TextRange): boolean {
  if (stop > start && bytes[stop - 1] === 0) return true;
  if (stop - start < 3 || bytes[stop - 1] !== 0x30 || bytes[stop - 2] !== 0x30) return false;
  return endsInLoneBackslash(bytes, { start, stop: stop - 2 });
}

/** Whether quoted text ends in a backslash that is no part of `\\`, and so would become part of what is put after it. */
export function endsInLoneBackslash(bytes: Buffer, { start, stop }: TextRange): boolean {
  let from = stop;
  while (from > start && bytes[from - 1] === BACKSLASH) from--;
  return (stop - from) % 2 === 1;
}

/** A global variable whose whole initializer is a byte string. Offsets are into the bytes that were read. */
export interface ByteStringGlobal {
  /** The `@name` token. */
  readonly name: TextRange;
  /** Linkage, `unnamed_addr` and so on: what stands between `=` and `global` or `constant`. */
  readonly qualifiers: TextRange;
  readonly isConstant: boolean;
  readonly string: ByteString;
  /** Offset after the initializer. */
  readonly initializerEnd: number;
}

/**
 * Reads the global variable `bytes[start, stop)` as far as its initializer;
 * undefined as soon as it turns out to be none, or to hold something else.
 */
export function parseByteStringGlobal(bytes: Buffer, start: number, stop: number): ByteStringGlobal | undefined {
  const lexer = new Lexer(bytes, start, stop);
  if (lexer.next() !== Token.Global) return undefined;
  const nameStart = lexer.start;
  const nameStop = lexer.stop;
  lexer.next(); // the `=`
  const qualifiersStart = lexer.stop;
  for (;;) {
    if (lexer.next() !== Token.Word) return undefined;
    const isConstant = lexer.is("constant");
    if (isConstant || lexer.is("global")) {
      const qualifiers = { start: qualifiersStart, stop: lexer.start };
      const string = parseByteString(lexer);
      return string && { name: { start: nameStart, stop: nameStop }, qualifiers, isConstant, string, initializerEnd: lexer.stop };
    }
    if (lexer.peek() === OPEN_PAREN) {
      lexer.next();
      if (!lexer.skipBracketed()) return undefined;
    }
  }
}
