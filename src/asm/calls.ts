// Finds the calls in a function body, with what passes ask of them.

import { type AttributeItem, parseAttribute } from "./attributes.js";
import { COMMA, EQUALS, NEWLINE, OPEN_BRACKET, OPEN_PAREN } from "./characters.js";
import { skipConstant, skipTypeFrom } from "./constants.js";
import type { TextRange } from "./function-header.js";
import { Lexer, Token } from "./lexer.js";
import { decodeQuoted, symbolName } from "./names.js";

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
  const lexer = new Lexer(bytes, start, stop);
  let result: TextRange | undefined;
  let marker = -1;
  while (lexer.next() !== Token.End) {
    if (lexer.kind === Token.Word) {
      if (lexer.is("tail") || lexer.is("musttail") || lexer.is("notail")) {
        marker = lexer.start;
        continue;
      }
      if (lexer.is("call") || lexer.is("invoke") || lexer.is("callbr")) {
        const from = marker < 0 ? lexer.start : marker;
        const call = parseCall(lexer, from, lexer.text() as CallSite["opcode"], result);
        if (call !== undefined) yield call;
      }
      marker = -1;
      result = undefined;
    } else if (lexer.kind === Token.Local && lexer.peek() === EQUALS) {
      result = { start: lexer.start, stop: lexer.stop };
    } else if (!lexer.at(EQUALS)) {
      result = undefined;
      marker = -1;
    }
  }
}

/** With the current token the opcode, reads the call; leaves `lexer` before the first token after it. */
function parseCall(lexer: Lexer, start: number, opcode: CallSite["opcode"], result: TextRange | undefined): CallSite | undefined {
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
  const before = lexer.position;
  lexer.next();
  const isGlobal = lexer.kind === Token.Global;
  const symbol = isGlobal ? symbolName(bytes, lexer.start, lexer.stop) : undefined;
  const asm = lexer.kind === Token.Word && lexer.is("asm") ? parseAsm(lexer) : undefined;
  if (!isGlobal && asm === undefined) {
    lexer.position = before;
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
    opcode, start, stop: end, type, callee, symbol, arguments: args, attributes, attributesEnd: end,
    ...(asm && { asm }), ...(result && { result }),
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
