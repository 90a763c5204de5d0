// What pieces refer to, by their relocations.

import type { RelocationEntry } from "../macho/relocation.js";
import { trailingBytes, X86_64_RELOC_UNSIGNED } from "./relocation-type.js";
import type { InputSection } from "./subsections.js";
import type { LinkedObject } from "./symbol-table.js";

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
