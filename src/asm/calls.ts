// Finds the calls in a function body, with what passes ask of them.

import { type AttributeItem, parseAttribute } from "./attributes.js";
import { searchFor } from "./byte-search.js";
import {
  AT, BANG, BLANK, CARET, CARRIAGE_RETURN, CLASSES, COMMA, EQUALS, HASH, NEWLINE, OPEN_BRACKET, OPEN_PAREN, PERCENT, QUOTE, SEMICOLON, WORD,
} from "./characters.js";
import { skipConstant, skipTypeFrom } from "./constants.js";
import type { TextRange } from "./clauses.js";
import { Lexer, skipBlockComment, skipLineComment, skipQuoted, Token } from "./lexer.js";
import { decodeQuoted, symbolName } from "./names.js";
import { latin1 } from "../support/latin1.js";

/** One `call`, `invoke` or `callbr`. Offsets are into the bytes that were read. */
export interface CallSite {
  readonly opcode: "call" | "invoke" | "callbr";
  /** From the marker (`tail`) or opcode to after the last function attribute. */
  readonly start: number;
  readonly stop: number;
  /** The `%name` token the result gets; absent for void calls and unnamed results. */
  readonly result?: TextRange;
  /** The return type, or the whole function type where one is written. */
  readonly type: TextRange;
  /** The callee's token or constant expression; for inline asm from `asm` to its second string. */
  readonly callee: TextRange;
  /** The decoded name of a directly called function; undefined for indirect calls, unnamed functions and asm. */
  readonly symbol: string | undefined;
  /** For inline asm its decoded template and constraints. */
  readonly asm?: { readonly template: string; readonly constraints: string };
  /** From the opening to after the closing parenthesis. */
  readonly arguments: TextRange;
  /** Function attributes and group references of the call. */
  readonly attributes: readonly AttributeItem[];
  /** Where a function attribute may be added, after a blank. */
  readonly attributesEnd: number;
}

const TYPE_START = /^(?:void|i[0-9]+|ptr|half|bfloat|float|double|fp128|x86_fp80|ppc_fp128|x86_mmx|x86_amx|token|metadata|target)$/;

/**
 * Words that begin an instruction, so that one without a result is not taken for
 * an attribute of the call above it.
 */
const OPCODES: ReadonlySet<string> = new Set([
  "ret", "br", "switch", "indirectbr", "invoke", "resume", "unreachable", "cleanupret", "catchret", "catchswitch",
  "callbr", "call", "tail", "musttail", "notail", "store", "fence", "load", "alloca", "getelementptr", "cmpxchg",
  "atomicrmw", "icmp", "fcmp", "phi", "select", "freeze", "va_arg", "landingpad", "catchpad", "cleanuppad",
  "extractelement", "insertelement", "shufflevector", "extractvalue", "insertvalue", "fneg", "add", "fadd", "sub",
  "fsub", "mul", "fmul", "udiv", "sdiv", "fdiv", "urem", "srem", "frem", "shl", "lshr", "ashr", "and", "or", "xor",
  "trunc", "zext", "sext", "fptrunc", "fpext", "fptoui", "fptosi", "uitofp", "sitofp", "ptrtoint", "ptrtoaddr",
  "inttoptr", "bitcast", "addrspacecast", "uselistorder", "uselistorder_bb", "to", "unwind", "unreachable",
]);

/** The calls in `bytes[start, stop)`, the text of a body, in their order. */
export function* callsIn(bytes: Buffer, start: number, stop: number): Generator<CallSite> {
  const words = new CallWords(bytes.subarray(start, stop));
  const lexer = new Lexer(bytes, start, stop);
  for (let at = words.next(0); at >= 0; at = words.next(lexer.position - start)) {
    lexer.position = start + at;
    const call = readCall(lexer, start);
    if (call !== undefined) yield call;
  }
}

/** The call whose opcode stands at `at`, in a body or a part of one that starts at `start`; undefined when it is none. */
export function callAt(bytes: Buffer, start: number, at: number, stop: number): CallSite | undefined {
  return readCall(new Lexer(bytes, at, stop), start);
}

/** Reads the call that begins with the next token; where it is none, `lexer` goes on after that. */
function readCall(lexer: Lexer, start: number): CallSite | undefined {
  lexer.next();
  const opcodeStart = lexer.start;
  const after = lexer.position;
  const opcode = lexer.kind === Token.Word ? lexer.text() : "";
  const isOpcode = opcode === "call" || opcode === "invoke" || opcode === "callbr";
  const call = isOpcode ? parseCall(lexer, opcode, whatPrecedes(lexer.bytes, start, opcodeStart)) : undefined;
  if (call === undefined) lexer.position = after;
  return call;
}

/**
 * Finds where `call` and `invoke` stand outside quotes and comments, at the start
 * of a token. Bodies are long and calls are few, so each kind of byte that
 * matters is looked for by itself with the native search.
 */
class CallWords {
  readonly #bytes: Buffer;
  /** The next place of each, known until it is passed. */
  readonly #ahead = new Map<string, number>();

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** The next offset at or after `at`, which lies outside quotes and comments; -1 when there is none. */
  next(at: number): number {
    const bytes = this.#bytes;
    const end = bytes.length;
    for (;;) {
      const word = Math.min(this.#find("call", at), this.#find("invoke", at));
      if (word >= end) return -1;
      const quote = this.#find('"', at);
      const line = this.#find(";", at);
      const block = this.#find("/*", at);
      const hurdle = Math.min(quote, line, block);
      if (hurdle < word) {
        if (hurdle === quote) at = skipQuoted(bytes, quote, end);
        else if (hurdle === line) at = skipLineComment(bytes, line, end);
        else at = skipBlockComment(bytes, block, end);
      } else if (word > 0 && namesWhatFollows(bytes[word - 1]!)) at = word + 1;
      else return word;
    }
  }

  #find(text: string, at: number): number {
    const known = this.#ahead.get(text);
    if (known !== undefined && known >= at) return known;
    const found = SEARCHES[text as keyof typeof SEARCHES](this.#bytes, at);
    const place = found < 0 ? this.#bytes.length : found;
    this.#ahead.set(text, place);
    return place;
  }
}

const SEARCHES = {
  call: searchFor("call"),
  invoke: searchFor("invoke"),
  '"': searchFor('"'),
  ";": searchFor(";"),
  "/*": searchFor("/*"),
};

/** Whether a word behind `byte` is no token of its own but a name, or the rest of one. */
function namesWhatFollows(byte: number): boolean {
  return (CLASSES[byte]! & WORD) !== 0 || byte === AT || byte === PERCENT || byte === BANG || byte === HASH || byte === CARET;
}

/** What stands before a call's opcode: a marker like `tail`, and the name that gets the result. */
function whatPrecedes(bytes: Buffer, start: number, opcodeStart: number): Pick<CallSite, "start" | "result"> {
  let first = opcodeStart;
  let at = skipBlankBack(bytes, start, opcodeStart);
  const wordStart = skipWordBack(bytes, start, at);
  const word = latin1(bytes, wordStart, at);
  if ((word === "tail" || word === "musttail" || word === "notail") && !isInComment(bytes, start, at, opcodeStart)) {
    first = wordStart;
    at = skipBlankBack(bytes, start, wordStart);
  }
  if (at <= start || bytes[at - 1] !== EQUALS || isInComment(bytes, start, at, opcodeStart)) return { start: first };
  const stop = skipBlankBack(bytes, start, at - 1);
  const nameStart = bytes[stop - 1] === QUOTE ? bytes.lastIndexOf(QUOTE, stop - 2) - 1 : skipWordBack(bytes, start, stop) - 1;
  return nameStart >= start && bytes[nameStart] === PERCENT ? { start: first, result: { start: nameStart, stop } } : { start: first };
}

/** Whether what ends at `at` may be a comment's words: a line's end follows before the opcode, and a `;` is in its line. */
function isInComment(bytes: Buffer, start: number, at: number, opcodeStart: number): boolean {
  let lineEnd = at;
  while (lineEnd < opcodeStart && bytes[lineEnd] !== NEWLINE && bytes[lineEnd] !== CARRIAGE_RETURN) lineEnd++;
  if (lineEnd === opcodeStart) return false;
  for (let i = at - 1; i >= start && bytes[i] !== NEWLINE; i--) if (bytes[i] === SEMICOLON) return true;
  return false;
}

function skipBlankBack(bytes: Buffer, start: number, at: number): number {
  while (at > start && CLASSES[bytes[at - 1]!]! & BLANK) at--;
  return at;
}

function skipWordBack(bytes: Buffer, start: number, at: number): number {
  while (at > start && CLASSES[bytes[at - 1]!]! & WORD) at--;
  return at;
}

/** With the current token the opcode, reads the call; leaves `lexer` before the first token after it. */
function parseCall(lexer: Lexer, opcode: CallSite["opcode"], before: Pick<CallSite, "start" | "result">): CallSite | undefined {
  const { bytes } = lexer;
  lexer.next();
  // Fast-math flags, convention, return attributes, addrspace: all words, strings or groups before the type.
  while (!beginsType(lexer)) {
    if (lexer.kind === Token.Word && lexer.is("cc")) lexer.next();
    else if (parseAttribute(lexer) === undefined) return undefined;
    lexer.next();
  }
  const typeStart = lexer.start;
  if (!skipTypeFrom(lexer)) return undefined;
  const type = { start: typeStart, stop: lexer.stop };

  const calleeStart = lexer.nextStart();
  const calleePosition = lexer.position;
  lexer.next();
  const isGlobal = lexer.kind === Token.Global;
  const symbol = isGlobal ? symbolName(bytes, lexer.start, lexer.stop) : undefined;
  const asm = lexer.kind === Token.Word && lexer.is("asm") ? parseAsm(lexer) : undefined;
  if (!isGlobal && asm === undefined) {
    lexer.position = calleePosition;
    if (!skipConstant(lexer)) return undefined;
  }
  const callee = { start: calleeStart, stop: lexer.stop };
  lexer.next();
  if (!lexer.at(OPEN_PAREN)) return undefined;
  const argumentsStart = lexer.start;
  if (!lexer.skipBracketed()) return undefined;
  const args = { start: argumentsStart, stop: lexer.stop };

  const attributes: AttributeItem[] = [];
  let end = lexer.stop;
  while (isAttributeNext(lexer, end)) {
    lexer.next();
    const item = parseAttribute(lexer);
    if (item === undefined) break;
    attributes.push(item);
    end = item.stop;
  }
  lexer.position = end;
  return {
    opcode, ...before, stop: end, type, callee, symbol, arguments: args, attributes, attributesEnd: end, ...(asm && { asm }),
  };
}

/** With the current token `asm`, reads flags and both strings. */
function parseAsm(lexer: Lexer): { template: string; constraints: string } | undefined {
  do lexer.next();
  while (lexer.kind === Token.Word);
  if (lexer.kind !== Token.String) return undefined;
  const template = decodeQuoted(lexer.bytes, lexer.start + 1, lexer.stop - 1);
  lexer.next();
  if (!lexer.at(COMMA) || lexer.next() !== Token.String) return undefined;
  return { template, constraints: decodeQuoted(lexer.bytes, lexer.start + 1, lexer.stop - 1) };
}

/**
 * Whether an attribute of the call follows. A word that is no known opcode is
 * one when it stands on the call's own line, which is where every printer puts it.
 */
function isAttributeNext(lexer: Lexer, end: number): boolean {
  const { bytes } = lexer;
  const at = lexer.nextStart();
  if (at >= lexer.end) return false;
  const byte = bytes[at]!;
  if (byte === COMMA || byte === OPEN_BRACKET) return false;
  const ahead = new Lexer(bytes, at, lexer.end);
  switch (ahead.next()) {
    case Token.Group: case Token.String: return true;
    case Token.Word: {
      if (OPCODES.has(ahead.text())) return false;
      const newline = bytes.indexOf(NEWLINE, end);
      return newline < 0 || newline >= at;
    }
    default: return false;
  }
}

function beginsType(lexer: Lexer): boolean {
  if (lexer.kind === Token.Local) return true;
  if (lexer.kind === Token.Word) return TYPE_START.test(lexer.text());
  return lexer.kind === Token.Punctuation;
}
