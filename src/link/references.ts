// What pieces refer to, by their relocations.

import type { Relocation } from "../macho/macho.js";
import { trailingBytes, X86_64_RELOC_UNSIGNED } from "./relocation-type.js";
import { type InputSection, placed, type Subsection, subsectionAt } from "./subsection.js";
import type { LinkedSymbol } from "./symbol.js";
import type { LinkedObject } from "./symbol-table.js";

/** What a relocation refers to: a symbol, or a place in a section. */
export type Reference = { readonly symbol: LinkedSymbol } | { readonly piece: Subsection };

/** Calls `visit` with each relocation of a section whose piece is in the image, with that piece and its number in the section's list. */
export function forEachLive(section: InputSection, visit: (relocation: Relocation, piece: Subsection, index: number) => void): void {
  const { relocations } = section.section;
  for (let index = 0; index < relocations.length; index += 1) {
    const relocation = relocations[index]!;
    const piece = subsectionAt(section, relocation.offset);
    if (piece.isLive && piece.replacement === undefined) visit(relocation, piece, index);
  }
}

/** What a relocation of an object refers to; undefined for a number or a section that is left out. */
export function referenceOf(object: LinkedObject, section: InputSection, relocation: Relocation): Reference | undefined {
  const { target } = relocation;
  if (target.kind === "symbol") {
    const symbol = object.symbols[target.symbol.index];
    return symbol === undefined ? undefined : { symbol };
  }
  if (target.kind !== "section") return undefined;
  const targetSection = object.sections[target.section.index - 1];
  if (targetSection === undefined) return undefined;
  return { piece: placed(subsectionAt(targetSection, plainTarget(section, relocation) - Number(target.section.address))) };
}

/**
 * The address in the object that a relocation without a symbol means. It follows
 * from the bytes in the field: an address, or a distance from the instruction's end.
 */
export function plainTarget({ section, contents }: InputSection, { offset, type, pcRelative, length }: Relocation): number {
  const stored = readSigned(contents, offset, length);
  if (!pcRelative || type === X86_64_RELOC_UNSIGNED) return stored;
  return Number(section.address) + offset + 4 + trailingBytes(type) + stored;
}

/** A signed number of 1, 2, 4 or 8 bytes; of eight, those below 2^53 exactly. */
export function readSigned(bytes: DataView, offset: number, length: number): number {
  if (length === 4) return bytes.getInt32(offset, true);
  if (length === 8) return bytes.getInt32(offset + 4, true) * 2 ** 32 + bytes.getUint32(offset, true);
  return length === 2 ? bytes.getInt16(offset, true) : bytes.getInt8(offset);
}
