// Records, the leaves of a bitstream: a code and numbers.

import type { Abbreviation, ScalarEncoding } from "./abbreviation.js";
import { BitcodeError } from "./bitcode-error.js";
import type { BitCursor } from "./cursor.js";

/** The abbreviation id of a record that has none. */
export const UNABBREVIATED = 3;

/**
 * A record as it was read last. Reading has one of these and fills it anew for each record: take
 * from it what is to be kept.
 */
export class BitRecord {
  /** What kind of record it is; what codes mean depends on the block. */
  code: number = 0;
  /** The id it was written with; UNABBREVIATED or that of an abbreviation. */
  abbreviationId: number = UNABBREVIATED;
  /** Where it begins, counted in bits from the file's first. */
  bitOffset: number = 0;
  /** How many operands it has, those of an array among them. */
  length: number = 0;
  /** The bytes of its blob, which are no operands; a view of the file. */
  blob: Uint8Array | undefined;

  // Operands are numbers; the elements of an array that fit a byte each are kept as bytes, behind
  // them. Those that a number cannot hold exactly are kept a second time.
  #numbers = new Float64Array(64);
  #numberCount = 0;
  #bytes = new Uint8Array(256);
  readonly #wide = new Map<number, bigint>();

  /**
   * An operand as an unsigned number, exact up to 2^53.
   *
   * @throws BitcodeError where the record has no such operand.
   */
  operand(index: number): number {
    if (index >= this.length) throw new BitcodeError(`record ${this.code} has ${this.length} operands and needs ${index + 1}`, this.bitOffset);
    return index < this.#numberCount ? this.#numbers[index]! : this.#bytes[index - this.#numberCount]!;
  }

  /** The same, but `fallback` where the record has no such operand. */
  operandOr(index: number, fallback: number): number {
    return index < this.length ? this.operand(index) : fallback;
  }

  /** The same, exact for all 64 bits. */
  wideOperand(index: number): bigint {
    return this.#wide.get(index) ?? BigInt(this.operand(index));
  }

  /** The operands from `from` up to `to`, as numbers. */
  operands(from = 0, to: number = this.length): number[] {
    const stop = Math.min(to, this.length);
    const operands: number[] = [];
    for (let index = from; index < stop; index++) operands.push(this.operand(index));
    return operands;
  }

  /** The low bytes of the operands from `from` up to `to`: names and texts are written so. */
  byteOperands(from = 0, to: number = this.length): Uint8Array {
    const stop = Math.min(to, this.length);
    if (from >= this.#numberCount) return this.#bytes.slice(from - this.#numberCount, Math.max(stop - this.#numberCount, 0));
    return Uint8Array.from({ length: Math.max(stop - from, 0) }, (_, index) => {
      const wide = this.#wide.get(from + index);
      return wide === undefined ? this.operand(from + index) : Number(wide & 0xffn);
    });
  }

  /**
   * Fills this record from a cursor that stands behind its abbreviation id.
   *
   * @param abbreviation its layout; undefined for UNABBREVIATED.
   * @param end behind the last byte of its block, up to which counts are believed.
   * @internal
   */
  read(cursor: BitCursor, abbreviation: Abbreviation | undefined, end: number): void {
    this.#numberCount = 0;
    this.length = 0;
    this.blob = undefined;
    if (this.#wide.size > 0) this.#wide.clear();
    if (abbreviation === undefined) {
      this.code = cursor.vbr(6);
      this.#readNumbers(cursor, VBR6, countOperands(cursor, VBR6, end));
      this.length = this.#numberCount;
      return;
    }
    this.code = readScalar(cursor, abbreviation.code);
    for (const scalar of abbreviation.scalars) this.#readNumbers(cursor, scalar, 1);
    this.length = this.#numberCount;
    if (abbreviation.array !== undefined) this.#readArray(cursor, abbreviation.array, countOperands(cursor, abbreviation.array, end));
    if (abbreviation.hasBlob) this.blob = readBlob(cursor, end);
  }

  /**
   * The same for who wants but the code: `length` is right, operands are not there.
   *
   * @internal
   */
  readCode(cursor: BitCursor, abbreviation: Abbreviation | undefined, end: number): void {
    this.#numberCount = 0;
    this.blob = undefined;
    if (abbreviation === undefined) {
      this.code = cursor.vbr(6);
      this.length = countOperands(cursor, VBR6, end);
      skipScalars(cursor, VBR6, this.length);
      return;
    }
    this.code = readScalar(cursor, abbreviation.code);
    for (const scalar of abbreviation.scalars) skipScalars(cursor, scalar, 1);
    this.length = abbreviation.scalars.length;
    if (abbreviation.array !== undefined) {
      const count = countOperands(cursor, abbreviation.array, end);
      skipScalars(cursor, abbreviation.array, count);
      this.length += count;
    }
    if (abbreviation.hasBlob) this.blob = readBlob(cursor, end);
  }

  #readNumbers(cursor: BitCursor, encoding: ScalarEncoding, count: number): void {
    const stop = this.#numberCount + count;
    if (stop > this.#numbers.length) this.#numbers = grown(this.#numbers, new Float64Array(Math.max(stop, 2 * this.#numbers.length)));
    const numbers = this.#numbers;
    for (let index = this.#numberCount; index < stop; index++) {
      const value = readScalar(cursor, encoding);
      numbers[index] = value;
      if (value > Number.MAX_SAFE_INTEGER) this.#wide.set(index, encoding.kind === "literal" ? encoding.exact! : cursor.wide);
    }
    this.#numberCount = stop;
  }

  #readArray(cursor: BitCursor, element: ScalarEncoding, count: number): void {
    this.length += count;
    if (element.kind !== "char6" && !(element.kind === "fixed" && element.width <= 8)) return this.#readNumbers(cursor, element, count);
    if (count > this.#bytes.length) this.#bytes = new Uint8Array(Math.max(count, 2 * this.#bytes.length));
    const bytes = this.#bytes;
    const width = element.kind === "char6" ? 6 : element.width;
    for (let index = 0; index < count; index++) bytes[index] = cursor.fixed(width);
    if (element.kind === "char6") for (let index = 0; index < count; index++) bytes[index] = CHAR6[bytes[index]!]!;
  }
}

const VBR6: ScalarEncoding = { kind: "vbr", width: 6 };

const CHAR6: Uint8Array = Uint8Array.from("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._", (character) => character.charCodeAt(0));

function readScalar(cursor: BitCursor, encoding: ScalarEncoding): number {
  switch (encoding.kind) {
    case "vbr":
      return cursor.vbr(encoding.width);
    case "fixed":
      return cursor.fixed(encoding.width);
    case "literal":
      return encoding.value;
    case "char6":
      return CHAR6[cursor.fixed(6)]!;
  }
}

function skipScalars(cursor: BitCursor, encoding: ScalarEncoding, count: number): void {
  switch (encoding.kind) {
    case "vbr":
      return cursor.skipVbrs(encoding.width, count);
    case "fixed":
      return cursor.skip(encoding.width * count);
    case "char6":
      return cursor.skip(6 * count);
    case "literal":
  }
}

/** A count that the rest of the block could not hold is refused before anything is set aside for it. */
function countOperands(cursor: BitCursor, element: ScalarEncoding, end: number): number {
  const start = cursor.bitOffset;
  const count = cursor.vbr(6);
  if (count === 0) return 0;
  if (element.kind === "literal") throw new BitcodeError(`an array of ${count} elements that have no bits`, start);
  const bits = count * (element.kind === "char6" ? 6 : element.width);
  if (bits > end * 8 - cursor.bitOffset) throw new BitcodeError(`${count} operands reach past the end of their block`, start);
  return count;
}

function readBlob(cursor: BitCursor, end: number): Uint8Array {
  const start = cursor.bitOffset;
  const size = cursor.vbr(6);
  cursor.alignToWord();
  const first = cursor.byteOffset;
  if (size > end - first) throw new BitcodeError(`a blob of ${size} bytes reaches past the end of its block`, start);
  cursor.seek(first + size);
  cursor.alignToWord();
  return cursor.bytes.subarray(first, first + size);
}

function grown(from: Float64Array<ArrayBuffer>, to: Float64Array<ArrayBuffer>): Float64Array<ArrayBuffer> {
  to.set(from);
  return to;
}
