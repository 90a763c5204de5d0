import type { RelocationEntry } from "../macho/relocation.js";
import { type Field, fieldError, movedAddress, pieceOf, symbolName } from "./field.js";
import { type RelocationContext, write32 } from "./image-fields.js";
import { readSigned, sectionOf } from "./references.js";
import { farAway, leftOut, malformed, type Problem } from "./relocation-problems.js";
import { X86_64_RELOC_UNSIGNED } from "./relocation-type.js";
import { Standing } from "./symbol-places.js";

/** `a - b`: the first entry names b, the second a; the field may be of 4 or 8 bytes. */
export function applyDifference(field: Field, second: RelocationEntry | undefined, context: RelocationContext): Problem {
  const { relocation: first, section } = field;
  if (second?.type !== X86_64_RELOC_UNSIGNED || second.offset !== first.offset || second.length !== first.length || first.length < 4) {
    return malformed(field);
  }
  for (const end of [second, first]) {
    const problem = distantEnd(field, end);
    if (problem !== undefined) return problem;
  }
  const stored = readSigned(section.contents, first.offset, first.length);
  const difference = differenceOf(field, second, stored);
  if (Number.isNaN(difference)) return leftOut(field);
  if (!Number.isSafeInteger(difference)) return farAway(field, difference);
  if (first.length === 4) return write32(difference, field, context);
  context.image.setBigInt64(field.fileOffset, BigInt(difference), true);
  return undefined;
}

/** What is wrong with an end that is a symbol and has no address in the image. */
function distantEnd(field: Field, end: RelocationEntry): Problem {
  if (!isSymbol(field, end)) return undefined;
  const standing = field.places.standings[end.number]!;
  if (standing === Standing.Here || standing === Standing.Replaceable) return undefined;
  if (standing === Standing.Lost) return leftOut(field);
  return fieldError("link-far-difference", field, `holds the distance to '${symbolName(field, end)}', which is not in the kext`, "use pointers where the other end is in another kext");
}

/** NaN where an end is not in the image. */
function differenceOf(field: Field, second: RelocationEntry, stored: number): number {
  const { relocation: first, places: { addresses } } = field;
  if (isSymbol(field, second)) {
    if (isSymbol(field, first)) return addresses[second.number]! - addresses[first.number]! + stored;
    // What is stored is the constant less the object's address of the other end.
    return addresses[second.number]! - movedAddress(-stored, pieceOf(-stored, field, first), field);
  }
  if (isSymbol(field, first)) return movedAddress(stored, pieceOf(stored, field, second), field) - addresses[first.number]!;
  return stored + slideOf(field, second) - slideOf(field, first);
}

function isSymbol({ places }: Field, { isExternal, number }: RelocationEntry): boolean {
  return isExternal && places.standings[number] !== Standing.None;
}

/** How far a section was moved that is in one piece; NaN where it is not in the image. */
function slideOf({ table, object }: Field, relocation: RelocationEntry): number {
  const section = sectionOf(object, relocation);
  return section === undefined ? NaN : table.subsections.addressIn(section, 0) - section.address;
}
