// What pieces refer to, by their relocations.

import { RelocationCursor, type RelocationEntry } from "../macho/relocation.js";
import { trailingBytes, X86_64_RELOC_UNSIGNED } from "./relocation-type.js";
import { type InputSection, pieceAt, type Subsections } from "./subsections.js";
import type { LinkedObject } from "./symbol-table.js";

/**
 * Goes through those relocations of a section whose piece is in the image, from the last
 * one in the table to the first: compilers write them by descending addresses.
 */
export class LiveRelocations {
  /** The one object into which each is read. */
  readonly relocation = new RelocationCursor();
  /** Its number in the table. */
  number: number;
  /** The piece that it is in. */
  piece: number;
  private readonly section: InputSection;
  private readonly subsections: Subsections;
  private readonly last: number;

  constructor(section: InputSection, subsections: Subsections) {
    this.section = section;
    this.subsections = subsections;
    this.number = section.section.relocationTable.length;
    this.piece = section.first;
    this.last = section.first + section.count - 1;
  }

  /** Reads the next one; false where there is none. */
  next(): boolean {
    const { relocationTable } = this.section.section;
    while (this.number > 0) {
      this.number -= 1;
      relocationTable.read(this.number, this.relocation);
      const { offset } = this.relocation;
      // Most follow one another in the same piece, or in the one behind it.
      if (!this.isIn(offset)) {
        if (this.piece < this.last) this.piece += 1;
        if (!this.isIn(offset)) this.piece = pieceAt(this.section, offset);
      }
      if (this.subsections.isPlaced(this.piece)) return true;
    }
    return false;
  }

  private isIn(offset: number): boolean {
    const distance = offset - this.subsections.starts[this.piece]!;
    return distance >= 0 && distance < this.subsections.sizes[this.piece]!;
  }
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
