// Writes what relocations come to into the image, and gathers what the kernel's linker has to
// add when it loads the kext. Only three kinds of that exist: pointers into the kext, pointers
// to symbols of others, and calls of them.

import type { Diagnostic } from "../support/diagnostic.js";
import type { Field } from "./field.js";
import { farAway, type Problem } from "./relocation-problems.js";

/** What the kernel's linker is asked to add. */
export interface LoadRelocations {
  /** Fields that hold an address in the kext, and the number of the section that it is in. */
  readonly local: FieldList;
  /** Fields that get the address of a shared symbol. */
  readonly pointers: FieldList;
  /** Fields of calls and jumps that get the distance to a shared symbol. */
  readonly branches: FieldList;
}

/** Addresses of fields, and of each the number of what it refers to. */
export class FieldList {
  length = 0;
  readonly addresses: Int32Array;
  readonly targets: Int32Array;

  /** `most` is how many there can be; memory is only taken for those that come to be. */
  constructor(most: number) {
    this.addresses = new Int32Array(most);
    this.targets = new Int32Array(most);
  }

  add(address: number, target: number): void {
    this.addresses[this.length] = address;
    this.targets[this.length] = target;
    this.length += 1;
  }

  /** Puts them into the order of their addresses, in which most are gathered. */
  sort(): void {
    if (this.isSorted()) return;
    const { length } = this;
    const addresses = this.addresses.slice(0, length);
    const targets = this.targets.slice(0, length);
    const order = Uint32Array.from({ length }, (_, index) => index).sort((a, b) => addresses[a]! - addresses[b]!);
    for (let index = 0; index < length; index += 1) {
      this.addresses[index] = addresses[order[index]!]!;
      this.targets[index] = targets[order[index]!]!;
    }
  }

  has(address: number): boolean {
    return this.addresses.subarray(0, this.length).includes(address);
  }

  private isSorted(): boolean {
    const { addresses, length } = this;
    for (let index = 1; index < length; index += 1) if (addresses[index - 1]! > addresses[index]!) return false;
    return true;
  }
}

/** The image as far as relocating has to do with it. */
export interface RelocationContext {
  /** The bytes of the image. */
  readonly image: DataView;
  readonly result: LoadRelocations;
  report(diagnostic: Diagnostic): void;
}

/** A field, of which only its place counts. */
export type FieldPlace = Pick<Field, "address" | "fileOffset">;

/** Leaves it to the kernel's linker to write the address of a shared symbol. */
export function leavePointer(symbol: number, { address, fileOffset }: FieldPlace, { image, result }: RelocationContext): void {
  image.setUint32(fileOffset, 0, true);
  image.setUint32(fileOffset + 4, 0, true);
  result.pointers.add(address, symbol);
}

/** Writes an address in the kext, in the section of that number. */
export function writeLocal(value: number, section: number, { address, fileOffset }: FieldPlace, { image, result }: RelocationContext): void {
  // Nearer to 0 than 2^31: the upper half is its sign.
  image.setInt32(fileOffset, value, true);
  image.setInt32(fileOffset + 4, value < 0 ? -1 : 0, true);
  result.local.add(address, section);
}

/** Writes a number, which is no address in the kext. */
export function writeNumber(value: bigint, { fileOffset }: FieldPlace, { image }: RelocationContext): void {
  image.setBigUint64(fileOffset, BigInt.asUintN(64, value), true);
}

/** Writes a distance. */
export function write32(value: number, field: Field, { image }: RelocationContext): Problem {
  if (value !== (value | 0)) return farAway(field, value);
  image.setInt32(field.fileOffset, value, true);
  return undefined;
}
