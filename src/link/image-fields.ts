// Writes what relocations come to into the image, and gathers what the kernel's linker has to
// add when it loads the kext. Only three kinds of that exist: pointers into the kext, pointers
// to symbols of others, and calls of them.

import type { Diagnostic } from "../support/diagnostic.js";
import type { Field } from "./field.js";
import type { OutputSection } from "./output-section.js";
import { farAway, type Problem } from "./relocation-problems.js";
import { addressOf, isReplaceable, type LinkedSymbol } from "./symbol.js";
import { sectionOfImage } from "./symbol-places.js";
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

/** Fills the table of pointers. */
export function fillPointers(symbols: readonly LinkedSymbol[], table: OutputSection, context: RelocationContext): void {
  for (const [slot, symbol] of symbols.entries()) {
    const address = table.address + slot * POINTER_SIZE;
    writePointer(symbol, 0, { address, fileOffset: table.fileOffset + slot * POINTER_SIZE }, context);
  }
}

/** Writes the address of a symbol, or has the kernel's linker write it. */
export function writePointer(symbol: LinkedSymbol, addend: number, field: Pick<Field, "address" | "fileOffset">, context: RelocationContext): void {
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

/** Writes an address in the kext, in the section of that number. */
export function writeLocal(value: number, section: number, { address, fileOffset }: Pick<Field, "address" | "fileOffset">, { image, result }: RelocationContext): void {
  image.setUint32(fileOffset, value % 2 ** 32, true);
  image.setInt32(fileOffset + 4, Math.floor(value / 2 ** 32), true);
  result.local.add(address, section);
}

/** Writes a distance. */
export function write32(value: number, field: Field, { image }: RelocationContext): Problem {
  if (value !== (value | 0)) return farAway(field, value);
  image.setInt32(field.fileOffset, value, true);
  return undefined;
}
