// What pieces refer to, by their relocations.

import { RelocationCursor, type RelocationEntry } from "../macho/relocation.js";
import { trailingBytes, X86_64_RELOC_UNSIGNED } from "./relocation-type.js";
import { type InputSection, placed, type Subsection, subsectionAt } from "./subsection.js";
import type { LinkedSymbol } from "./symbol.js";
import type { LinkedObject } from "./symbol-table.js";

/** Calls `visit` with each relocation of a section whose piece is in the image, with that piece and its number in the table. The entry is one object, which changes. */
export function forEachLive(section: InputSection, visit: (relocation: RelocationEntry, piece: Subsection, index: number) => void): void {
  const { relocationTable: table } = section.section;
  const relocation = new RelocationCursor();
  let at = section.subsections.length - 1;
  let piece = section.subsections[at]!;
  for (let index = 0; index < table.length; index += 1) {
    table.read(index, relocation);
    // Most follow one another in the same piece, or in the one before it.
    if (!isIn(piece, relocation.offset)) {
      at = at > 0 && isIn(section.subsections[at - 1]!, relocation.offset) ? at - 1 : section.index.at(relocation.offset);
      piece = section.subsections[at]!;
    }
    if (piece.isLive && piece.replacement === undefined) visit(relocation, piece, index);
  }
}

function isIn({ start, size }: Subsection, offset: number): boolean {
  return offset >= start && offset < start + size;
}

/** The section that a relocation without a symbol means; undefined where that is left out, or there is none. */
export function sectionOf({ sections }: LinkedObject, { isExternal, number }: RelocationEntry): InputSection | undefined {
  return isExternal ? undefined : sections[number - 1];
}

/** The symbol that a relocation names; undefined where it names none. */
export function symbolOf({ symbols }: LinkedObject, { isExternal, number }: RelocationEntry): LinkedSymbol | undefined {
  return isExternal ? symbols[number] : undefined;
}

/** What a relocation of an object refers to; undefined for a number or a section that is left out. */
export function referenceOf(object: LinkedObject, section: InputSection, relocation: RelocationEntry): LinkedSymbol | Subsection | undefined {
  if (relocation.isExternal) return symbolOf(object, relocation);
  const target = sectionOf(object, relocation);
  return target && placed(subsectionAt(target, plainTarget(section, relocation) - target.address));
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
  if (length === 8) return bytes.getInt32(offset + 4, true) * 2 ** 32 + bytes.getUint32(offset, true);
  return length === 2 ? bytes.getInt16(offset, true) : bytes.getInt8(offset);
}
