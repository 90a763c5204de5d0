// Reads LLVM's bitstream container: blocks of records whose fields are numbers of
// any width in bits. A cursor never leaves its window, so no input makes it loop
// or read past the end. Source of the format: LLVM's BitCodeFormat manual.

import { InputError } from "../support/diagnostic.js";

/** A bitstream that breaks its own rules. */
export class BitstreamError extends InputError {
  /** Where in the file, counted in bits from its first byte. */
  readonly bitOffset: number;

  constructor(what: string, bitOffset: number) {
    const byte = Math.floor(bitOffset / 8);
    super({
      severity: "error",
      code: "malformed-bitcode",
      message: `malformed bitcode: ${what} (at bit ${bitOffset}, byte ${byte})`,
      fix: "the file may be cut short: make it again with the compiler that wrote it",
    });
    this.bitOffset = bitOffset;
  }
}

/** A position inside a window of the file; offsets count from the file's first bit. */
export interface BitCursor {
  readonly bytes: Uint8Array;
  /** The first bit of the bitstream (its magic), from which 32-bit words are counted. */
  origin: number;
  /** The next bit to read. */
  position: number;
  /** The first bit that is no longer in the window. */
  readonly end: number;
}

/** The ids that every block understands. */
const END_BLOCK = 0;
const ENTER_SUBBLOCK = 1;
const DEFINE_ABBREV = 2;
const UNABBREV_RECORD = 3;
const FIRST_ABBREVIATION = 4;

/** How wide abbreviation ids are outside all blocks. */
export const TOP_LEVEL_ID_WIDTH = 2;

/** A block whose header was read. */
export interface Block {
  readonly id: number;
  /** Width in bits of the abbreviation ids inside. */
  readonly idWidth: number;
  /** Its content; the cursor it came from stands behind it. */
  readonly content: BitCursor;
}

export interface BitRecord {
  readonly code: number;
  readonly operands: readonly number[];
}

/** Reads the header of the block that must come next, and steps over the block. */
export function enterBlock(cursor: BitCursor, idWidth: number): Block {
  const start = cursor.position;
  const entry = readFixed(cursor, idWidth);
  if (entry !== ENTER_SUBBLOCK) throw new BitstreamError(`expected a block, found abbreviation id ${entry}`, start);
  return readBlockHeader(cursor);
}

/** Gives the records that stand directly in a block, in order; blocks inside are stepped over. */
export function* recordsOf(block: Block): Generator<BitRecord, void, undefined> {
  const { content, idWidth } = block;
  const abbreviations: Abbreviation[] = [];
  for (;;) {
    const start = content.position;
    const id = readFixed(content, idWidth);
    switch (id) {
      case END_BLOCK:
        return;
      case ENTER_SUBBLOCK:
        readBlockHeader(content);
        break;
      case DEFINE_ABBREV:
        abbreviations.push(readAbbreviation(content));
        break;
      case UNABBREV_RECORD:
        yield readUnabbreviated(content);
        break;
      default: {
        const abbreviation = abbreviations[id - FIRST_ABBREVIATION];
        if (!abbreviation) throw new BitstreamError(`abbreviation ${id} is not defined`, start);
        yield readAbbreviated(content, abbreviation);
      }
    }
  }
}

function readBlockHeader(cursor: BitCursor): Block {
  const id = readVbr(cursor, 8);
  const widthAt = cursor.position;
  const idWidth = readVbr(cursor, 4);
  // Narrower ids cannot tell the four that every block has from one another.
  if (idWidth < 2 || idWidth > 32) throw new BitstreamError(`abbreviation ids of ${idWidth} bits`, widthAt);
  alignToWord(cursor);
  const lengthAt = cursor.position;
  const words = readFixed(cursor, 32);
  const end = cursor.position + words * 32;
  if (end > cursor.end) {
    throw new BitstreamError(`a block of ${words * 4} bytes reaches past the end of the file`, lengthAt);
  }
  const content: BitCursor = { ...cursor, end };
  cursor.position = end;
  return { id, idWidth, content };
}

type Operand =
  | { readonly kind: "literal"; readonly value: number }
  | { readonly kind: "fixed"; readonly width: number }
  | { readonly kind: "vbr"; readonly width: number }
  | { readonly kind: "char6" }
  | { readonly kind: "array"; readonly element: ScalarOperand }
  | { readonly kind: "blob" };

type ScalarOperand = Extract<Operand, { kind: "literal" | "fixed" | "vbr" | "char6" }>;

type Abbreviation = readonly Operand[];

/** Encodings of an abbreviation's operand. */
const FIXED = 1;
const VBR = 2;
const ARRAY = 3;
const CHAR6 = 4;
const BLOB = 5;

function readAbbreviation(cursor: BitCursor): Abbreviation {
  const start = cursor.position;
  const count = readVbr(cursor, 5);
  const operands: Operand[] = [];
  for (let index = 0; index < count; index++) {
    const operand = readOperand(cursor);
    if (operand !== "array") {
      operands.push(operand);
      continue;
    }
    // An array's element is the last operand and counts as one.
    const element = index === count - 2 ? readOperand(cursor) : undefined;
    if (element === undefined || element === "array" || element.kind === "array" || element.kind === "blob") {
      throw new BitstreamError("an array in an abbreviation without one scalar element behind it", start);
    }
    operands.push({ kind: "array", element });
    return operands;
  }
  if (operands.length === 0) throw new BitstreamError("an abbreviation without operands", start);
  return operands;
}

function readOperand(cursor: BitCursor): Operand | "array" {
  const start = cursor.position;
  if (readFixed(cursor, 1) === 1) return { kind: "literal", value: readVbr(cursor, 8) };
  const encoding = readFixed(cursor, 3);
  switch (encoding) {
    case FIXED: {
      const width = readVbr(cursor, 5);
      if (width > 64) throw new BitstreamError(`a fixed field of ${width} bits`, start);
      // A field of no bits is written by some producers and reads as 0.
      return width === 0 ? { kind: "literal", value: 0 } : { kind: "fixed", width };
    }
    case VBR: {
      const width = readVbr(cursor, 5);
      if (width === 1 || width > 32) throw new BitstreamError(`a VBR field of ${width} bits`, start);
      return width === 0 ? { kind: "literal", value: 0 } : { kind: "vbr", width };
    }
    case ARRAY:
      return "array";
    case CHAR6:
      return { kind: "char6" };
    case BLOB:
      return { kind: "blob" };
    default:
      throw new BitstreamError(`unknown operand encoding ${encoding}`, start);
  }
}

function readUnabbreviated(cursor: BitCursor): BitRecord {
  const code = readVbr(cursor, 6);
  const count = readCount(cursor, 6, 6);
  const operands: number[] = [];
  for (let index = 0; index < count; index++) operands.push(readVbr(cursor, 6));
  return { code, operands };
}

function readAbbreviated(cursor: BitCursor, abbreviation: Abbreviation): BitRecord {
  const start = cursor.position;
  const values: number[] = [];
  for (const operand of abbreviation) {
    switch (operand.kind) {
      case "array": {
        const count = readCount(cursor, 6, bitsAtLeast(operand.element));
        for (let index = 0; index < count; index++) values.push(readScalar(cursor, operand.element));
        break;
      }
      case "blob": {
        const count = readVbr(cursor, 6);
        alignToWord(cursor);
        if (count * 8 > cursor.end - cursor.position) throw new BitstreamError(`a blob of ${count} bytes reaches past its block`, start);
        for (let index = 0; index < count; index++) values.push(readFixed(cursor, 8));
        alignToWord(cursor);
        break;
      }
      default:
        values.push(readScalar(cursor, operand));
    }
  }
  const [code, ...operands] = values;
  if (code === undefined) throw new BitstreamError("a record without a code", start);
  return { code, operands };
}

const CHAR6_ALPHABET = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._";

function readScalar(cursor: BitCursor, operand: ScalarOperand): number {
  switch (operand.kind) {
    case "literal":
      return operand.value;
    case "fixed":
      return readFixed(cursor, operand.width);
    case "vbr":
      return readVbr(cursor, operand.width);
    case "char6":
      return CHAR6_ALPHABET.charCodeAt(readFixed(cursor, 6));
  }
}

function bitsAtLeast(element: ScalarOperand): number {
  switch (element.kind) {
    case "literal":
      return 0;
    case "fixed":
    case "vbr":
      return element.width;
    case "char6":
      return 6;
  }
}

// A count that the rest of the block could not hold is refused before anything is
// set aside for it. Elements of no bits (literals) are held to the same measure,
// or twelve bytes of input could ask for billions of them.
function readCount(cursor: BitCursor, width: number, bitsEach: number): number {
  const start = cursor.position;
  const count = readVbr(cursor, width);
  if (count * Math.max(bitsEach, 1) > cursor.end - cursor.position) {
    throw new BitstreamError(`${count} elements reach past the end of their block`, start);
  }
  return count;
}

// Numbers above 2^53 lose their low bits: none that matters here is so large, and
// a count that is fails the bounds check all the same.
function readVbr(cursor: BitCursor, width: number): number {
  const start = cursor.position;
  const more = 2 ** (width - 1);
  let value = 0;
  let scale = 1;
  for (;;) {
    const chunk = readFixed(cursor, width);
    value += (chunk % more) * scale;
    if (chunk < more) return value;
    scale *= more;
    if (scale > 2 ** 64) throw new BitstreamError("a number of more than 64 bits", start);
  }
}

function readFixed(cursor: BitCursor, width: number): number {
  if (width > cursor.end - cursor.position) {
    throw new BitstreamError("the file ends in the middle of a field", cursor.position);
  }
  let value = 0;
  let scale = 1;
  for (let left = width; left > 0; ) {
    const bit = cursor.position % 8;
    const take = Math.min(8 - bit, left);
    const byte = cursor.bytes[(cursor.position - bit) / 8] ?? 0;
    value += ((byte >> bit) & ((1 << take) - 1)) * scale;
    scale *= 2 ** take;
    cursor.position += take;
    left -= take;
  }
  return value;
}

function alignToWord(cursor: BitCursor): void {
  const aligned = Math.ceil((cursor.position - cursor.origin) / 32) * 32 + cursor.origin;
  if (aligned > cursor.end) throw new BitstreamError("the file ends before a block is full", cursor.position);
  cursor.position = aligned;
}
