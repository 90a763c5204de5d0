// What pieces refer to, by their relocations.

import type { RelocationEntry } from "../macho/relocation.js";
import { trailingBytes, X86_64_RELOC_UNSIGNED } from "./relocation-type.js";
import { type InputSection, pieceAt, type Subsections } from "./subsections.js";
import type { LinkedObject } from "./symbol-table.js";

/**
 * Goes through those relocations of a section whose piece is in the image, from the last
 * one in the table to the first: compilers write them by descending addresses.
 */
export class LiveRelocations {
  /** The number of the current one in the table. */
  number: number;
  /** Bytes from the start of the section. */
  offset = 0;
  /** What the table says of it: from bit 0 the symbol's or section's number (24 bits), and from bit 24 its form. */
  word = 0;
  /** The piece that it is in. */
  piece: number;
  private readonly words: Uint32Array;
  private readonly section: InputSection;
  private readonly subsections: Subsections;
  /** Where the piece begins in the section, and its size. */
  private start = 0;
  private size = 0;

  constructor(section: InputSection, subsections: Subsections) {
    this.number = section.section.relocationTable.length;
    this.words = section.section.relocationTable.words;
    this.section = section;
    this.subsections = subsections;
    this.piece = section.first;
    this.enter(section.first);
  }

  /** Goes to the next one; false where there is none. */
  next(): boolean {
    while (this.number > 0) {
      const number = (this.number -= 1);
      const offset = this.words[2 * number]!;
      const inPiece = offset - this.start;
      if (inPiece < 0 || inPiece >= this.size) this.find(offset);
      if (this.subsections.isPlaced(this.piece)) {
        this.offset = offset;
        this.word = this.words[2 * number + 1]!;
        return true;
      }
    }
    return false;
  }

  /** Most follow one another in the same piece, or in the one behind it. */
  private find(offset: number): void {
    const { first, count } = this.section;
    if (this.piece + 1 < first + count) this.enter(this.piece + 1);
    if (offset < this.start || offset >= this.start + this.size) this.enter(pieceAt(this.section, offset));
  }

  private enter(piece: number): void {
    this.piece = piece;
    this.start = this.subsections.starts[piece]!;
    this.size = this.subsections.sizes[piece]!;
  }
}

/** What a relocation's word says but for the number: pcrel:1, length:2, extern:1, type:4. */
export function formOf(word: number): number {
  return word >>> 24;
}

/** The number of a symbol or section in a relocation's word. */
export function numberOf(word: number): number {
  return word & 0xffffff;
}

/** The section that a relocation without a symbol means; undefined where that is left out, or there is none. */
export function sectionOf({ sections }: LinkedObject, { isExternal, number }: RelocationEntry): InputSection | undefined {
  return isExternal ? undefined : sections[number - 1];
}

/**
 * The address in the object that a relocation without a symbol means. It follows
 * from the bytes in the field: an address, or a distance from the instruction's end.
 */
export function plainTarget({ address, contents }: InputSection, { offset, type, pcRelative, length }: RelocationEntry): number {
  const stored = readSigned(contents, offset, length);
  if (!pcRelative || type === X86_64_RELOC_UNSIGNED) return stored;
  return address + offset + 4 + trailingBytes(type) + stored;
}

/** A signed number of 1, 2, 4 or 8 bytes; of eight, those below 2^53 exactly. */
export function readSigned(bytes: DataView, offset: number, length: number): number {
  if (length === 4) return bytes.getInt32(offset, true);
  if (length === 8) return readSigned64(bytes, offset);
  return length === 2 ? bytes.getInt16(offset, true) : bytes.getInt8(offset);
}

function readSigned64(bytes: DataView, offset: number): number {
  const low = bytes.getUint32(offset, true);
  const high = bytes.getInt32(offset + 4, true);
  return high === 0 ? low : high * 2 ** 32 + low;
}
