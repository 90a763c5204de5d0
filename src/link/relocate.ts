// Applies relocations: what is known when the kext is linked is written into it, and what the
// kernel's linker has to add when it loads the kext is gathered. Only three kinds of that exist:
// pointers into the kext, pointers to symbols of others, and calls of them.

import { x86RelocationTypes } from "../macho/layout.js";
import type { RelocationEntry } from "../macho/relocation.js";
import type { Diagnostic } from "../support/diagnostic.js";
import { type Field, fieldError, placeOf } from "./field.js";
import { LARGEST_IMAGE } from "./image-layout.js";
import type { OutputSection } from "./output-section.js";
import { isPointerUse, isRelaxable, LEA } from "./pointers.js";
import { forEachLive, plainTarget, readSigned, sectionOf, symbolOf } from "./references.js";
import {
  trailingBytes,
  X86_64_RELOC_BRANCH,
  X86_64_RELOC_SUBTRACTOR,
  X86_64_RELOC_TLV,
  X86_64_RELOC_UNSIGNED,
} from "./relocation-type.js";
import { addressIn, type InputSection } from "./subsection.js";
import { addressOf, isReplaceable, type LinkedSymbol } from "./symbol.js";
import { sectionOfImage, type SymbolPlaces, symbolPlaces } from "./symbol-places.js";
import type { LinkedObject } from "./symbol-table.js";
import { POINTER_SIZE } from "./synthetic.js";

/** What the kernel's linker is asked to add. */
export interface LoadRelocations {
  /** Fields that hold an address in the kext, and the number of the section that it is in. */
  readonly local: FieldList<number>;
  /** Fields that get the address of a symbol. */
  readonly pointers: FieldList<LinkedSymbol>;
  /** Fields of calls and jumps that get the distance to a symbol. */
  readonly branches: FieldList<LinkedSymbol>;
}

/** Addresses of fields, and of each what it refers to; two lists, for there may be a million. */
export class FieldList<Target> {
  readonly addresses: number[] = [];
  readonly targets: Target[] = [];

  add(address: number, target: Target): void {
    this.addresses.push(address);
    this.targets.push(target);
  }
}

/** The image as far as relocating has to do with it. */
export interface RelocationContext {
  /** The bytes of the image. */
  readonly image: DataView;
  /** Address of the table of pointers. */
  readonly pointerTable: number;
  readonly result: LoadRelocations;
  report(diagnostic: Diagnostic): void;
}

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

/** Fills the table of pointers. */
export function fillPointers(symbols: readonly LinkedSymbol[], table: OutputSection, context: RelocationContext): void {
  for (const [slot, symbol] of symbols.entries()) {
    const address = table.address + slot * POINTER_SIZE;
    writePointer(symbol, 0, { address, fileOffset: table.fileOffset + slot * POINTER_SIZE }, context);
  }
}

/** What keeps a relocation from being applied; undefined where it was. */
type Problem = Diagnostic | undefined;

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

/** `a - b`: the first entry names b, the second a; the field may be of 4 or 8 bytes. */
function applyDifference(field: Field, second: RelocationEntry | undefined, context: RelocationContext): Problem {
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

function writePointer(symbol: LinkedSymbol, addend: number, field: Pick<Field, "address" | "fileOffset">, context: RelocationContext): void {
  const { definition } = symbol;
  if (definition?.kind === "absolute") return context.image.setBigUint64(field.fileOffset, BigInt.asUintN(64, definition.value + BigInt(addend)), true);
  const address = isReplaceable(symbol) ? undefined : addressOf(symbol);
  if (address === undefined) {
    context.image.setBigInt64(field.fileOffset, 0n, true);
    context.result.pointers.add(field.address, symbol);
    return;
  }
  writeLocal(address + addend, sectionOfImage(symbol), field, context);
}

function writeLocal(value: number, section: number, { address, fileOffset }: Pick<Field, "address" | "fileOffset">, { image, result }: RelocationContext): void {
  image.setUint32(fileOffset, value % 2 ** 32, true);
  image.setInt32(fileOffset + 4, Math.floor(value / 2 ** 32), true);
  result.local.add(address, section);
}

function write32(value: number, field: Field, { image }: RelocationContext): Problem {
  if (value !== (value | 0)) return farAway(field, value);
  image.setInt32(field.fileOffset, value, true);
  return undefined;
}

/** Whether an address is one in a kext, or near it. */
function isNear(address: number): boolean {
  return Math.abs(address) < LARGEST_IMAGE;
}

function farAway(field: Field, distance: number): Diagnostic {
  return fieldError("link-overflow", field, `would hold the distance ${distance}`, "the object asks for an address far outside the kext: look at the source there");
}

/** Whether a symbol is defined in a section that is left out: only its object knows it, and there is no definition. */
function isLost({ definition, isShared }: LinkedSymbol): boolean {
  return definition === undefined && !isShared;
}

function leftOut(field: Field): Diagnostic {
  return fieldError(
    "link-left-out",
    field,
    "refers to debug info, an unwind table or bitcode, which do not go into a kext",
    "take the reference out; code that unwinds does not exist in the kernel",
  );
}

function farNumber(field: Field, symbol: LinkedSymbol): Diagnostic {
  return fieldError("link-far-number", field, `reaches the fixed address '${symbol.name}' by its distance, and where the kext is loaded is not known`, "load the number into a register");
}

function malformed(field: Field): Diagnostic {
  const { type, length, pcRelative } = field.relocation;
  const typeName = x86RelocationTypes[type] ?? `type ${type}`;
  return fieldError(
    "link-bad-relocation",
    field,
    `has a relocation that no x86_64 object has: ${typeName}, ${length} bytes, ${pcRelative ? "relative to the instruction" : "not relative to the instruction"}`,
    "the object is damaged, or was made by a tool that writes another format: compile it again",
  );
}
