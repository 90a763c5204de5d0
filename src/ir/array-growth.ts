// Keeps a module well typed while byte arrays in it grow by one byte.
//
// Up to LLVM 14 a pointer's type says what it points to, so an array's type is
// written again at its uses, and the parser compares the two:
//
//   i8* getelementptr inbounds ([5 x i8], [5 x i8]* @a, i64 0, i64 0)
//   =>  i8* getelementptr inbounds ([6 x i8], [6 x i8]* @a, i64 0, i64 0)
//
// The type grows where it is the use's own business: in casts, in metadata, and
// in address arithmetic that starts at the array itself and goes down to a byte.
// Everywhere else something around the use relies on the old type, and the
// address is cast back to it:
//
//   ret [5 x i8]* @a  =>  ret [5 x i8]* bitcast ([6 x i8]* @a to [5 x i8]*)
//
// Uses as `ptr @a` say nothing of the array and stay, and so does the type that
// arithmetic on them steps by.

import { type ByteArrayType, endsInNul, printByteArrayType } from "../asm/byte-string.js";
import {
  BACKSLASH, BANG, BLANK, CARRIAGE_RETURN, CLASSES, CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PAREN, COMMA, DIGIT, GREATER, NEWLINE, QUOTE, STAR,
} from "../asm/characters.js";
import { skipConstant, skipType, skipTypeFrom } from "../asm/constants.js";
import { EntityKind } from "../asm/entity-kind.js";
import type { TextRange } from "../asm/clauses.js";
import { Lexer, Token } from "../asm/lexer.js";
import { type ValueKey, valueKey, valueKeyAt } from "../asm/value-key.js";
import type { TextEdit } from "./edited-text.js";
import type { Entity } from "./entity.js";
import type { Module } from "./module.js";
import { dropUseListOrders } from "./use-list-order.js";

/** What it took to fit a module to grown arrays. */
export interface FittedUses {
  /** Uses that were given the new type. */
  readonly retyped: number;
  /** Uses that were cast back to the old one. */
  readonly cast: number;
  /** Use-list orders dropped. */
  readonly dropped: number;
}

/**
 * Fits a module to the growth of the globals `grown` by one byte, which they have
 * behind them; the values are their types before it.
 */
export function fitToGrowth(module: Module, grown: ReadonlyMap<ValueKey, ByteArrayType>): FittedUses {
  const isStale = (bytes: Buffer, start: number, stop: number): boolean => isStaleOrder(bytes, start, stop, grown);
  // Almost every module that is not typed is told by this, and its bodies need no look.
  if (!module.includes("*", mayEndPointer)) {
    return { retyped: 0, cast: 0, dropped: dropUseListOrders(module, isStale, module.entities(EntityKind.UseListOrder)) };
  }
  const fitted = { retyped: 0, cast: 0, dropped: dropUseListOrders(module, isStale) };
  const firstBytes = firstBytesOf(grown);
  for (const entity of module.entitiesIncluding("@", (bytes, at) => namesOne(bytes, at, grown, firstBytes))) {
    const edits: TextEdit[] = [];
    for (const use of usesIn(entity, grown)) {
      fitted[use.fit]++;
      edits.push(...use.edits);
    }
    entity.edit(edits);
  }
  return fitted;
}

/** Whether a use-list order is one of a grown array's address, or of content that may have been such an array's. */
function isStaleOrder(bytes: Buffer, start: number, stop: number, grown: ReadonlyMap<ValueKey, ByteArrayType>): boolean {
  const lexer = new Lexer(bytes, start, stop);
  for (let isTypedPointer = false; lexer.next() !== Token.End; isTypedPointer = lexer.at(STAR)) {
    if (lexer.kind === Token.CString && !endsInNul(bytes, { start: lexer.start + 2, stop: lexer.stop - 1 })) return true;
    if (lexer.kind !== Token.Global || !isTypedPointer) continue;
    const key = valueKey(bytes, lexer.start, lexer.stop);
    if (key !== undefined && grown.has(key)) return true;
  }
  return false;
}

/** Whether the `*` at `at` may end a pointer to an array or struct, as in `]*`, `}*`, `}>*` and `(1)*`. */
function mayEndPointer(bytes: Buffer, at: number): boolean {
  const { last, offset, isLineAbove } = lastBefore(bytes, at);
  if (isLineAbove || last === CLOSE_BRACKET || last === CLOSE_BRACE) return true;
  if (last !== GREATER && last !== CLOSE_PAREN) return false;
  const inner = lastBefore(bytes, offset);
  return inner.isLineAbove || (last === GREATER ? inner.last === CLOSE_BRACE : (CLASSES[inner.last]! & DIGIT) !== 0);
}

/** Marks the bytes that the name of a grown global may start with, which rules out most other names. */
function firstBytesOf(grown: ReadonlyMap<ValueKey, ByteArrayType>): Uint8Array {
  const marks = new Uint8Array(256);
  for (const key of grown.keys()) marks[String(key).charCodeAt(0)] = 1;
  marks[BACKSLASH] = 1; // an escape in a quoted name
  marks[0x30] = 1; // leading zeros of a number
  return marks;
}

/** Whether the `@` at `at` names a grown global. */
function namesOne(bytes: Buffer, at: number, grown: ReadonlyMap<ValueKey, ByteArrayType>, firstBytes: Uint8Array): boolean {
  const first = bytes[at + 1] === QUOTE ? bytes[at + 2] : bytes[at + 1];
  if (first === undefined || firstBytes[first] === 0) return false;
  const key = valueKeyAt(bytes, at);
  return key !== undefined && grown.has(key);
}

/** The last byte before `at` that is not blank, and whether it stands on a line above, where it may belong to a comment. */
function lastBefore(bytes: Buffer, at: number): { readonly last: number; readonly offset: number; readonly isLineAbove: boolean } {
  let isLineAbove = false;
  for (let offset = at - 1; offset >= 0; offset--) {
    const last = bytes[offset]!;
    if (!(CLASSES[last]! & BLANK)) return { last, offset, isLineAbove };
    if (last === NEWLINE || last === CARRIAGE_RETURN) isLineAbove = true;
  }
  return { last: 0, offset: 0, isLineAbove };
}

/** One place to change, and what it is counted as. */
interface Use {
  readonly fit: "retyped" | "cast";
  readonly edits: readonly TextEdit[];
}

function* usesIn(entity: Entity, grown: ReadonlyMap<ValueKey, ByteArrayType>): Generator<Use> {
  const { bytes } = entity;
  const lexer = new Lexer(bytes, entity.start, entity.stop);
  const recent = new RecentTokens(bytes);
  // Where the type of the last `icmp` or `phi` starts: some of their operands are written without.
  let operandType = -1;
  for (; lexer.next() !== Token.End; recent.push(lexer)) {
    if (lexer.kind === Token.Word) {
      if (lexer.is("icmp") || lexer.is("phi")) operandType = lexer.stop;
    } else if (lexer.kind === Token.Global) {
      const key = valueKey(bytes, lexer.start, lexer.stop);
      const array = key === undefined ? undefined : grown.get(key);
      if (array === undefined) continue;
      const star = pointerBefore(recent);
      const use = star > 0 ? typedUse(lexer, recent, star, array) : untypedUse(lexer, recent, array, operandType);
      if (use !== undefined) yield use;
    }
  }
}

const CASTS: ReadonlySet<string> = new Set(["bitcast", "addrspacecast", "ptrtoint"]);
const GEP_FLAGS: ReadonlySet<string> = new Set(["(", "inbounds", "nuw", "nusw"]);

/** The number of the `*` that ends the current token's type, which an argument's attributes may follow; 0 where there is none. */
function pointerBefore(recent: RecentTokens): number {
  for (let at = 1; ; at++) {
    const text = recent.text(at);
    if (text === "*") return at;
    if (text === ")") {
      for (let depth = 1; depth > 0; ) {
        const inner = recent.text(++at);
        if (inner === "") return 0;
        depth += inner === ")" ? 1 : inner === "(" ? -1 : 0;
      }
    } else if (!/^[-\w"=]/.test(text) || text.endsWith(":") || text === "ptr") return 0;
  }
}

/** The use at the current token, with a type that ends at `star`; undefined when that points to another type, which only `ptr` modules can hold. */
function typedUse(lexer: Lexer, recent: RecentTokens, star: number, array: ByteArrayType): Use | undefined {
  const pointee = pointeeBefore(recent, star, array);
  if (pointee === undefined) return undefined;
  const { before, pointer } = pointee;
  const opcode = recent.is(before, "(") ? before + 1 : before;
  if (CASTS.has(recent.text(opcode)) || recent.is(before, "metadata")) return retype(array, pointee.digits);
  if (recent.is(before, ",")) {
    const source = arrayBefore(recent, before + 1, array);
    let flags = source?.before ?? 0;
    while (flags > 0 && GEP_FLAGS.has(recent.text(flags))) flags++;
    if (source !== undefined && recent.is(flags, "getelementptr") && reachesByte(lexer, array)) {
      return retype(array, source.digits, pointee.digits);
    }
  }
  return castBack(lexer, array, pointer);
}

/** The use at the current token as an operand that repeats no type. */
function untypedUse(lexer: Lexer, recent: RecentTokens, array: ByteArrayType, operandType: number): Use | undefined {
  if (operandType < 0 || !(recent.is(1, ",") || recent.is(1, "["))) return undefined;
  const type = new Lexer(lexer.bytes, operandType, lexer.start);
  do type.next();
  while (type.kind === Token.Word && !type.is("ptr")); // a predicate, flags
  const { start } = type;
  if (type.is("ptr") || !skipTypeFrom(type)) return undefined;
  const tokens = new RecentTokens(lexer.bytes);
  const reader = new Lexer(lexer.bytes, start, type.stop);
  while (reader.next() !== Token.End) tokens.push(reader);
  const pointee = tokens.is(1, "*") ? pointeeBefore(tokens, 1, array) : undefined;
  if (pointee?.start !== start) return undefined;
  return castBack(lexer, array, pointee.pointer);
}

function retype({ length }: ByteArrayType, ...digits: TextRange[]): Use {
  return { fit: "retyped", edits: digits.map(({ start, stop }) => ({ start, stop, text: String(length + 1) })) };
}

/** `pointer` is what makes the array's type the pointer's: `*` or ` addrspace(1)*`. */
function castBack(name: Lexer, array: ByteArrayType, pointer: string): Use {
  const [before, after] = [array, { ...array, length: array.length + 1 }].map((type) => printByteArrayType(type) + pointer);
  return { fit: "cast", edits: [{ start: name.start, stop: name.stop, text: `bitcast (${after} ${name.text()} to ${before})` }] };
}

/** Whether the indices after the current token start at the array itself and lead to a byte of it. */
function reachesByte(lexer: Lexer, { wrapping }: ByteArrayType): boolean {
  const ahead = new Lexer(lexer.bytes, lexer.stop, lexer.end);
  let indices = 0;
  for (; ahead.peek() === COMMA; indices++) {
    ahead.next();
    if (ahead.peek() === BANG) break; // metadata of the instruction
    if (!skipType(ahead)) return false;
    const value = ahead.nextStart();
    if (!skipConstant(ahead)) return false;
    if (indices === 0 && !(ahead.stop === value + 1 && ahead.is("0"))) return false;
  }
  return indices >= (wrapping === "" ? 2 : 3);
}

/** An array's type among the recent tokens. */
interface WrittenArray {
  readonly start: number;
  readonly digits: TextRange;
  /** The number of the token before it. */
  readonly before: number;
}

/** `array`'s type before the token number `star`, a `*`. */
function pointeeBefore(recent: RecentTokens, star: number, array: ByteArrayType): (WrittenArray & { readonly pointer: string }) | undefined {
  const hasAddressSpace = recent.is(star + 1, ")") && recent.is(star + 4, "addrspace");
  const pointee = arrayBefore(recent, star + (hasAddressSpace ? 5 : 1), array);
  return pointee && { ...pointee, pointer: hasAddressSpace ? ` addrspace(${recent.text(star + 2)})*` : "*" };
}

/** `array`'s type as it ends at the recent token number `back`. */
function arrayBefore(recent: RecentTokens, back: number, { wrapping, length }: ByteArrayType): WrittenArray | undefined {
  let at = back;
  const takes = (text: string): boolean => recent.is(at, text) && at++ > 0;
  if (wrapping === "<{" && !takes(">")) return undefined;
  if (wrapping !== "" && !takes("}")) return undefined;
  if (!takes("]") || !takes("i8")) return undefined;
  takes("x");
  const match = /^([0-9]+)x?$/.exec(recent.text(at));
  if (match === null || Number(match[1]) !== length) return undefined;
  const digitsStart = recent.start(at++);
  if (!takes("[")) return undefined;
  if (wrapping !== "" && !takes("{")) return undefined;
  if (wrapping === "<{" && !takes("<")) return undefined;
  return { start: recent.start(at - 1), digits: { start: digitsStart, stop: digitsStart + match[1]!.length }, before: at };
}

/** How many tokens back a use's type and what stands before it may reach; a power of two. */
const REACH = 256;

/** The last tokens read; 1 is the last one, 2 the one before. */
class RecentTokens {
  readonly #bytes: Buffer;
  readonly #starts = new Uint32Array(REACH);
  readonly #stops = new Uint32Array(REACH);
  #count = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  push({ start, stop }: Lexer): void {
    this.#starts[this.#count & (REACH - 1)] = start;
    this.#stops[this.#count & (REACH - 1)] = stop;
    this.#count++;
  }

  start(back: number): number {
    return this.#starts[(this.#count - back) & (REACH - 1)]!;
  }

  /** The token's text; empty where there is none. */
  text(back: number): string {
    if (back > this.#count || back >= REACH) return "";
    const slot = (this.#count - back) & (REACH - 1);
    return this.#bytes.toString("latin1", this.#starts[slot]!, this.#stops[slot]!);
  }

  is(back: number, text: string): boolean {
    return this.text(back) === text;
  }
}
