// Turns a function that unwinds into one that does not, in place.
//
//   %1 = invoke i32 @f() #5                     %1 = call i32 @f() #5, !dbg !7
//           to label %ok unwind label %pad, !dbg !7     br label %ok, !dbg !7
//   …                                     =>    …
//   %2 = landingpad { ptr, i32 }                %2 = freeze { ptr, i32 } undef
//           cleanup
//   resume { ptr, i32 } %2                      unreachable
//
// No block goes, and every result keeps its number: what only unwinding reached is
// left without predecessors, and the code generator drops it.

import { CARRIAGE_RETURN, CLASSES, COMMA, BLANK, NEWLINE, OPEN_BRACKET } from "../asm/characters.js";
import { type CallSite, callsIn } from "../asm/calls.js";
import { skipType, skipTypedConstant } from "../asm/constants.js";
import { Lexer, Token } from "../asm/lexer.js";
import { latin1 } from "../support/latin1.js";
import type { TextEdit } from "./edited-text.js";
import type { Function } from "./function.js";

/**
 * Makes calls of the invokes of `fn`, whose landing pads then go. Returns how many
 * there were; undefined, and nothing is changed, where the function has pads of
 * another kind (Windows' funclets, or a landing pad that yields a token).
 */
export function lowerInvokes(fn: Function): number | undefined {
  const { bytes, bodyStart, stop } = fn;
  const pads = padEdits(bytes, bodyStart, stop);
  if (pads === undefined) return undefined;
  const edits = [...pads.edits];
  let lowered = 0;
  for (const call of callsIn(bytes, bodyStart, stop)) {
    if (call.opcode !== "invoke") continue;
    const invoke = invokeEdits(bytes, call, stop);
    if (invoke === undefined) return undefined;
    edits.push(...invoke);
    lowered++;
  }
  if (lowered !== pads.invokes) return undefined;
  fn.edit(edits.sort((a, b) => a.start - b.start || a.stop - b.stop));
  return lowered;
}

const FUNCLET_WORDS: ReadonlySet<string> = new Set(["catchswitch", "catchpad", "cleanuppad", "catchret", "cleanupret"]);
const TERMINATORS: ReadonlySet<string> = new Set(["ret", "br", "switch", "indirectbr", "callbr", "unreachable"]);

/** The edits that take landing pads, the phis before them and `resume` out, and the number of invokes. */
function padEdits(bytes: Buffer, start: number, stop: number): { edits: TextEdit[]; invokes: number } | undefined {
  const lexer = new Lexer(bytes, start, stop);
  const edits: TextEdit[] = [];
  let invokes = 0;
  /** The phis of the block so far: they go when it turns out to be a landing pad. */
  let phis: TextEdit[] = [];
  while (lexer.next() !== Token.End) {
    if (lexer.kind === Token.Label) phis = [];
    if (lexer.kind !== Token.Word) continue;
    const word = lexer.text();
    const from = lexer.start;
    if (FUNCLET_WORDS.has(word)) return undefined;
    if (TERMINATORS.has(word)) phis = [];
    else if (word === "invoke") {
      invokes++;
      phis = [];
    } else if (word === "phi") {
      const type = skipPhi(lexer);
      if (type === undefined) return undefined;
      phis.push({ start: from, stop: lexer.stop, text: `freeze ${type} undef` });
    } else if (word === "landingpad") {
      const type = skipLandingPad(lexer);
      if (type === undefined) return undefined;
      edits.push(...phis, { start: from, stop: lexer.stop, text: `freeze ${type} undef` });
      phis = [];
    } else if (word === "resume") {
      if (!skipTypedConstant(lexer)) return undefined;
      edits.push({ start: from, stop: lexer.stop, text: "unreachable" });
      phis = [];
    }
  }
  return { edits, invokes };
}

const FAST_MATH_FLAG = /^(?:fast|nnan|ninf|nsz|arcp|contract|afn|reassoc)$/;

/** With the current token `phi`, moves to its last `]`; returns its type. */
function skipPhi(lexer: Lexer): string | undefined {
  let { position } = lexer;
  while (lexer.next() === Token.Word && FAST_MATH_FLAG.test(lexer.text())) position = lexer.position;
  lexer.position = position;
  const type = typeAhead(lexer);
  if (type === undefined || lexer.peek() !== OPEN_BRACKET) return undefined;
  do {
    lexer.next();
    if (!lexer.skipBracketed()) return undefined;
  } while (skipCommaBefore(lexer, OPEN_BRACKET));
  return type;
}

/** With the current token `landingpad`, moves to the last token of its clauses; returns its type. */
function skipLandingPad(lexer: Lexer): string | undefined {
  const type = typeAhead(lexer);
  if (type === undefined || type === "token") return undefined;
  for (;;) {
    const { position, start, stop, kind } = lexer;
    lexer.next();
    if (lexer.kind === Token.Word && lexer.is("cleanup")) continue;
    if (lexer.kind === Token.Word && (lexer.is("catch") || lexer.is("filter"))) {
      if (!skipTypedConstant(lexer)) return undefined;
      continue;
    }
    // LLVM before 3.7 wrote the personality here.
    if (lexer.kind === Token.Word && lexer.is("personality")) return undefined;
    Object.assign(lexer, { position, start, stop, kind });
    return type;
  }
}

function typeAhead(lexer: Lexer): string | undefined {
  const start = lexer.nextStart();
  return skipType(lexer) ? latin1(lexer.bytes, start, lexer.stop) : undefined;
}

/** Moves over a comma that `byte` follows; false, with the current token kept, where there is none. */
function skipCommaBefore(lexer: Lexer, byte: number): boolean {
  if (lexer.peek() !== COMMA) return false;
  const { position, start, stop, kind } = lexer;
  lexer.next();
  if (lexer.peek() === byte) return true;
  Object.assign(lexer, { position, start, stop, kind });
  return false;
}

/** The edits that make `call` of one invoke, and a branch of its normal destination. */
function invokeEdits(bytes: Buffer, call: CallSite, stop: number): TextEdit[] | undefined {
  const lexer = new Lexer(bytes, call.attributesEnd, stop);
  lexer.stop = call.attributesEnd;
  if (lexer.peek() === OPEN_BRACKET) {
    lexer.next();
    if (!lexer.skipBracketed()) return undefined;
  }
  const destinationsStart = lexer.stop;
  const normal = destination(lexer, "to");
  if (normal === undefined || destination(lexer, "unwind") === undefined) return undefined;

  const edits: TextEdit[] = [
    { start: call.start, stop: call.start + "invoke".length, text: "call" },
    { start: destinationsStart, stop: lexer.stop, text: "" },
  ];
  let location = "";
  let end = lexer.stop;
  for (const { kind, start, stop: after } of attachments(lexer)) {
    end = after;
    if (kind === "!dbg") location = latin1(bytes, start, after);
    // Branch weights count destinations, and a call has no two.
    else if (kind === "!prof") edits.push({ start, stop: after, text: "" });
  }
  edits.push({ start: end, stop: end, text: `${lineBreak(bytes, call.start)}br label ${normal}${location}` });
  return edits;
}

/** Moves over `word label %block`; returns the block. */
function destination(lexer: Lexer, word: string): string | undefined {
  lexer.next();
  if (!lexer.is(word)) return undefined;
  lexer.next();
  if (!lexer.is("label") || lexer.next() !== Token.Local) return undefined;
  return lexer.text();
}

/** The attachments `, !kind node` that follow, commas included. */
function* attachments(lexer: Lexer): Generator<{ kind: string; start: number; stop: number }> {
  while (lexer.peek() === COMMA) {
    const start = lexer.stop;
    lexer.next();
    lexer.next();
    const kind = lexer.text();
    lexer.next();
    // `!7`, `!{…}` or `!DIExpression(…)`.
    const next = lexer.peek();
    if (lexer.is("!") || (lexer.kind === Token.Metadata && next === 0x28)) {
      lexer.next();
      lexer.skipBracketed();
    }
    yield { kind, start, stop: lexer.stop };
  }
}

/** A line break, and the blanks that the line of `at` begins with. */
function lineBreak(bytes: Buffer, at: number): string {
  const newline = bytes.lastIndexOf(NEWLINE, at);
  let stop = newline + 1;
  while (stop < at && CLASSES[bytes[stop]!]! & BLANK) stop++;
  return `${newline > 0 && bytes[newline - 1] === CARRIAGE_RETURN ? "\r\n" : "\n"}${latin1(bytes, newline + 1, stop)}`;
}
