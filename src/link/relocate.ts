// Applies relocations: what is known when the kext is linked is written into it.

import { applyDifference } from "./apply-difference.js";
import { type Field, fieldError, placeOf } from "./field.js";
import { LARGEST_IMAGE } from "./image-layout.js";
import { type RelocationContext, write32, writeLocal, writePointer } from "./image-fields.js";
import { isPointerUse, isRelaxable, LEA } from "./pointers.js";
import { forEachLive, plainTarget, readSigned, symbolOf } from "./references.js";
import { farAway, farNumber, isLost, leftOut, malformed, type Problem } from "./relocation-problems.js";
import {
  trailingBytes,
  X86_64_RELOC_BRANCH,
  X86_64_RELOC_SUBTRACTOR,
  X86_64_RELOC_TLV,
  X86_64_RELOC_UNSIGNED,
} from "./relocation-type.js";
import type { InputSection } from "./subsection.js";
import { addressOf, isReplaceable } from "./symbol.js";
import { type SymbolPlaces, symbolPlaces } from "./symbol-places.js";
import type { LinkedObject } from "./symbol-table.js";
import { POINTER_SIZE } from "./synthetic.js";

/** Applies the relocations of an object. */
export function relocateObject(object: LinkedObject, context: RelocationContext): void {
  const symbols = symbolPlaces(object.symbols);
  for (const section of object.sections) if (section !== undefined) relocateSection(object, symbols, section, context);
}

function relocateSection(object: LinkedObject, symbols: SymbolPlaces, section: InputSection, context: RelocationContext): void {
  const { output } = section;
  const { relocationTable: table } = section.section;
  if (output === undefined || table.length === 0) return;
  const field: Field = { object, symbols, section, relocation: table.entry(0), address: 0, fileOffset: 0 };
  forEachLive(section, (relocation, piece, index) => {
    // The second entry of a pair is applied with the first.
    if (table.type(index - 1) === X86_64_RELOC_SUBTRACTOR) return;
    const place = piece.place + (relocation.offset - piece.start);
    field.relocation = relocation;
    field.address = output.address + place;
    field.fileOffset = output.fileOffset + place;
    // Behind its piece there is another one, or nothing.
    const isInside = relocation.offset + relocation.length <= piece.start + piece.size;
    const problem = !isInside ? malformed(field) : relocation.type === X86_64_RELOC_SUBTRACTOR ? applyDifference(field, index + 1 < table.length ? table.entry(index + 1) : undefined, context) : apply(field, context);
    if (problem !== undefined) context.report(problem);
  });
}

function apply(field: Field, context: RelocationContext): Problem {
  const { relocation } = field;
  if (relocation.type === X86_64_RELOC_TLV) {
    return fieldError("link-thread-local", field, "uses a thread-local variable, and the kernel has none", "use a static variable and a lock, or a map by thread");
  }
  if (relocation.type === X86_64_RELOC_UNSIGNED) return applyPointer(field, context);
  if (!relocation.pcRelative || relocation.length !== 4 || relocation.type > X86_64_RELOC_TLV) return malformed(field);
  return isPointerUse(relocation) ? applyPointerUse(field, context) : applyDistance(field, context);
}

function applyPointer(field: Field, context: RelocationContext): Problem {
  const { object, symbols, relocation, section } = field;
  if (relocation.pcRelative) return malformed(field);
  if (relocation.length !== POINTER_SIZE) {
    return fieldError(
      "link-short-pointer",
      field,
      `holds an address in ${relocation.length} bytes; the kernel loads a kext where addresses need 8`,
      "store a pointer, or the difference of two places in the kext (.long a - b)",
    );
  }
  if (!relocation.isExternal && relocation.number === 0) return undefined;
  const stored = readSigned(section.contents, relocation.offset, POINTER_SIZE);
  const known = knownAddress(field);
  if (isNear(known + stored)) {
    writeLocal(known + stored, symbols.sections[relocation.number]!, field, context);
    return undefined;
  }
  const symbol = symbolOf(object, relocation);
  if (symbol === undefined) {
    const place = placeOf(stored, field, relocation);
    if (place === undefined) return leftOut(field);
    if (!isNear(place.address)) return farAway(field, place.address);
    writeLocal(place.address, place.output.index, field, context);
    return undefined;
  }
  if (isLost(symbol)) return leftOut(field);
  if (stored !== 0 && (symbol.definition === undefined || isReplaceable(symbol))) {
    return fieldError(
      "link-external-addend",
      field,
      `holds the address of '${symbol.name}' plus ${stored}; kernel collections ignore what is added to a symbol of another kext`,
      "store the address alone, and add when the kext runs",
    );
  }
  const isFar = symbol.definition?.kind === "absolute" ? !Number.isSafeInteger(stored) : !isNear((addressOf(symbol) ?? 0) + stored);
  if (isFar) return farAway(field, stored);
  writePointer(symbol, stored, field, context);
  return undefined;
}

/** The address of the symbol that a field refers to; NaN where it refers to none, or the symbol asks for a closer look. */
function knownAddress({ symbols, relocation }: Field): number {
  return relocation.isExternal ? symbols.addresses[relocation.number]! : NaN;
}

function applyDistance(field: Field, context: RelocationContext): Problem {
  const { object, relocation, section } = field;
  const end = field.address + 4;
  const known = knownAddress(field);
  if (!Number.isNaN(known)) return write32(known + readSigned(section.contents, relocation.offset, 4) - end, field, context);
  const symbol = symbolOf(object, relocation);
  if (symbol === undefined) {
    const place = placeOf(plainTarget(section, relocation), field, relocation);
    return place === undefined ? leftOut(field) : write32(place.address - (end + trailingBytes(relocation.type)), field, context);
  }
  const stored = readSigned(section.contents, relocation.offset, 4);
  const address = addressOf(symbol);
  if (address !== undefined) return write32(address + stored - end, field, context);
  if (isLost(symbol)) return leftOut(field);
  if (symbol.definition !== undefined) return farNumber(field, symbol);
  if (relocation.type === X86_64_RELOC_BRANCH && stored === 0) {
    context.result.branches.add(field.address, symbol);
    return write32(0, field, context);
  }
  return fieldError(
    "link-direct-reference",
    field,
    `reaches '${symbol.name}' of another kext by its distance, which the kernel's linker does not fill in`,
    "make the compiler read its address from memory: in C declare it extern without hidden visibility, in Rust as an extern static; for code compile without -fno-pic or dso_local",
  );
}

function applyPointerUse(field: Field, context: RelocationContext): Problem {
  const { object, relocation, section } = field;
  const symbol = symbolOf(object, relocation);
  if (symbol === undefined) return malformed(field);
  if (isLost(symbol)) return leftOut(field);
  const stored = readSigned(section.contents, relocation.offset, 4);
  if (isRelaxable(section, relocation, symbol)) {
    context.image.setUint8(field.fileOffset - 2, LEA);
    return write32(addressOf(symbol)! + stored - (field.address + 4), field, context);
  }
  return write32(context.pointerTable + symbol.gotSlot * POINTER_SIZE + stored - (field.address + 4), field, context);
}

/** Whether an address is one in a kext, or near it. */
function isNear(address: number): boolean {
  return Math.abs(address) < LARGEST_IMAGE;
}
