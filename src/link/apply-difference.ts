import type { RelocationEntry } from "../macho/relocation.js";
import { type Field, fieldError, placeOf } from "./field.js";
import { type RelocationContext, write32 } from "./image-fields.js";
import { readSigned, sectionOf, symbolOf } from "./references.js";
import { farAway, isLost, leftOut, malformed, type Problem } from "./relocation-problems.js";
import { X86_64_RELOC_UNSIGNED } from "./relocation-type.js";
import { addressIn } from "./subsection.js";
import { addressOf } from "./symbol.js";

/** `a - b`: the first entry names b, the second a; the field may be of 4 or 8 bytes. */
export function applyDifference(field: Field, second: RelocationEntry | undefined, context: RelocationContext): Problem {
  const { object, relocation: first, section } = field;
  if (second?.type !== X86_64_RELOC_UNSIGNED || second.offset !== first.offset || second.length !== first.length || first.length < 4) {
    return malformed(field);
  }
  const stored = readSigned(section.contents, first.offset, first.length);
  const minuend = symbolOf(object, second);
  const subtrahend = symbolOf(object, first);
  for (const symbol of [minuend, subtrahend]) {
    if (symbol === undefined || addressOf(symbol) !== undefined) continue;
    if (isLost(symbol)) return leftOut(field);
    return fieldError("link-far-difference", field, `holds the distance to '${symbol.name}', which is not in the kext`, "use pointers where the other end is in another kext");
  }
  let difference: number | undefined;
  if (minuend !== undefined && subtrahend !== undefined) {
    difference = addressOf(minuend)! - addressOf(subtrahend)! + stored;
  } else if (minuend !== undefined) {
    // What is stored is the constant less the object's address of the other end.
    const place = placeOf(-stored, field, first);
    difference = place && addressOf(minuend)! - place.address;
  } else if (subtrahend !== undefined) {
    const place = placeOf(stored, field, second);
    difference = place && place.address - addressOf(subtrahend)!;
  } else {
    const [a, b] = [slideOf(field, second), slideOf(field, first)];
    difference = a === undefined || b === undefined ? undefined : stored + a - b;
  }
  if (difference === undefined) return leftOut(field);
  if (!Number.isSafeInteger(difference)) return farAway(field, difference);
  if (first.length === 4) return write32(difference, field, context);
  context.image.setBigInt64(field.fileOffset, BigInt(difference), true);
  return undefined;
}

/** How far a section was moved that is in one piece; undefined where it is not in the image. */
function slideOf({ object }: Field, relocation: RelocationEntry): number | undefined {
  const section = sectionOf(object, relocation);
  return section === undefined ? undefined : addressIn(section, 0) - section.address;
}
