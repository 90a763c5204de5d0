// Applies one relocation.

import { applyDifference } from "./apply-difference.js";
import { type Field, fieldError, movedAddress, pieceOf, symbolName } from "./field.js";
import { type FieldPlace, leavePointer, type RelocationContext, write32, writeLocal, writeNumber } from "./image-fields.js";
import { LARGEST_IMAGE } from "./image-layout.js";
import { isPointerUse, isRelaxable, LEA, type PointerTable } from "./pointers.js";
import { plainTarget, readSigned } from "./references.js";
import { farAway, farNumber, leftOut, malformed, type Problem } from "./relocation-problems.js";
import {
  trailingBytes,
  X86_64_RELOC_BRANCH,
  X86_64_RELOC_SUBTRACTOR,
  X86_64_RELOC_TLV,
  X86_64_RELOC_UNSIGNED,
} from "./relocation-type.js";
import { Standing, type SymbolPlaces } from "./symbol-places.js";
import type { LinkedObject, SymbolTable } from "./symbol-table.js";
import { POINTER_SIZE } from "./synthetic.js";

/** Applies the relocation of a field, which has that number in its table. */
export function apply(field: Field, number: number, pointers: PointerTable, context: RelocationContext): Problem {
  const { relocation, section } = field;
  if (relocation.type === X86_64_RELOC_UNSIGNED) return applyPointer(field, context);
  if (relocation.type === X86_64_RELOC_SUBTRACTOR) {
    const { relocationTable } = section.section;
    return applyDifference(field, number + 1 < relocationTable.length ? relocationTable.entry(number + 1) : undefined, context);
  }
  if (relocation.type === X86_64_RELOC_TLV) {
    return fieldError("link-thread-local", field, "uses a thread-local variable, and the kernel has none", "use a static variable and a lock, or a map by thread");
  }
  if (!relocation.pcRelative || relocation.length !== 4 || relocation.type > X86_64_RELOC_TLV) return malformed(field);
  return isPointerUse(relocation.type) ? applyPointerUse(field, pointers, context) : applyDistance(field, context);
}

function applyPointer(field: Field, context: RelocationContext): Problem {
  const { relocation, section } = field;
  if (relocation.pcRelative) return malformed(field);
  if (relocation.length !== POINTER_SIZE) {
    return fieldError(
      "link-short-pointer",
      field,
      `holds an address in ${relocation.length} bytes; the kernel loads a kext where addresses need 8`,
      "store a pointer, or the difference of two places in the kext (.long a - b)",
    );
  }
  const stored = readSigned(section.contents, relocation.offset, POINTER_SIZE);
  return relocation.isExternal
    ? applySymbolPointer(field, stored, context)
    : relocation.number === 0 ? undefined : applyPlainPointer(field, stored, context);
}

function applyPlainPointer(field: Field, stored: number, context: RelocationContext): Problem {
  const piece = pieceOf(stored, field, field.relocation);
  const address = movedAddress(stored, piece, field);
  if (Number.isNaN(address)) return leftOut(field);
  if (!isNear(address)) return farAway(field, address);
  writeLocal(address, field.table.subsections.outputs[piece]!, field, context);
  return undefined;
}

function applySymbolPointer(field: Field, stored: number, context: RelocationContext): Problem {
  const { table, object, places, relocation } = field;
  const index = relocation.number;
  switch (places.standings[index]) {
    case Standing.Here:
      if (!isNear(places.addresses[index]! + stored)) return farAway(field, stored);
      break;
    case Standing.Replaceable:
    case Standing.Elsewhere:
      if (stored === 0) break;
      return fieldError(
        "link-external-addend",
        field,
        `holds the address of '${symbolName(field, relocation)}' plus ${stored}; kernel collections ignore what is added to a symbol of another kext`,
        "store the address alone, and add when the kext runs",
      );
    case Standing.Number:
      if (!Number.isSafeInteger(stored)) return farAway(field, stored);
      break;
    default:
      return leftOut(field);
  }
  writePointer(object, index, stored, field, places, table, context);
  return undefined;
}

/** Writes the address of a symbol and an addend, or leaves it to the kernel's linker to write the address. */
export function writePointer(object: LinkedObject, index: number, addend: number, place: FieldPlace, places: SymbolPlaces, table: SymbolTable, context: RelocationContext): void {
  switch (places.standings[index]) {
    case Standing.Here:
      return writeLocal(places.addresses[index]! + addend, places.sections[index]!, place, context);
    case Standing.Replaceable:
    case Standing.Elsewhere:
      return leavePointer(object.shared[index]!, place, context);
    case Standing.Number:
      return writeNumber(table.absoluteValue(object, index) + BigInt(addend), place, context);
  }
}

function applyDistance(field: Field, context: RelocationContext): Problem {
  const { object, places, relocation, section } = field;
  const end = field.address + 4;
  if (!relocation.isExternal) {
    const target = plainTarget(section, relocation);
    const address = movedAddress(target, pieceOf(target, field, relocation), field);
    return Number.isNaN(address) ? leftOut(field) : write32(address - (end + trailingBytes(relocation.type)), field, context);
  }
  const index = relocation.number;
  const stored = readSigned(section.contents, relocation.offset, 4);
  switch (places.standings[index]) {
    case Standing.Here:
    case Standing.Replaceable:
      return write32(places.addresses[index]! + stored - end, field, context);
    case Standing.Elsewhere:
      if (relocation.type === X86_64_RELOC_BRANCH && stored === 0) {
        context.result.branches.add(field.address, object.shared[index]!);
        return write32(0, field, context);
      }
      return fieldError(
        "link-direct-reference",
        field,
        `reaches '${symbolName(field, relocation)}' of another kext by its distance, which the kernel's linker does not fill in`,
        "make the compiler read its address from memory: in C declare it extern without hidden visibility, in Rust as an extern static; for code compile without -fno-pic or dso_local",
      );
    case Standing.Number:
      return farNumber(field);
    default:
      return leftOut(field);
  }
}

function applyPointerUse(field: Field, pointers: PointerTable, context: RelocationContext): Problem {
  const { object, places, relocation, section } = field;
  const index = relocation.number;
  const standing = relocation.isExternal ? places.standings[index] : Standing.None;
  if (standing === Standing.None) return malformed(field);
  if (standing === Standing.Lost) return leftOut(field);
  const stored = readSigned(section.contents, relocation.offset, 4);
  const end = field.address + 4;
  if (isRelaxable(section, relocation.offset, relocation.type, standing === Standing.Here)) {
    context.image.setUint8(field.fileOffset - 2, LEA);
    return write32(places.addresses[index]! + stored - end, field, context);
  }
  return write32(pointers.addressOf(object, index, field.table.subsections) + stored - end, field, context);
}

/** Whether an address is one in a kext, or near it. */
function isNear(address: number): boolean {
  return Math.abs(address) < LARGEST_IMAGE;
}
