// The two tables of relocations of a kext, applied as the kernel's linker applies them: what it does
// not know it refuses.

import type { MachO, MachOSymbol, Relocation } from "../macho/macho.js";
import { InputError, type Diagnostic } from "../support/diagnostic.js";
import { refusal } from "./kext-error.js";
import { bytesAt, type LoadedSegment } from "./load-kext.js";

/** Patches the segments' bytes. Throws InputError, with every entry that the kernel's linker would refuse. */
export function relocate(object: MachO, segments: readonly LoadedSegment[], base: bigint, addressOf: (symbol: MachOSymbol) => bigint): void {
  const refused: Diagnostic[] = [];
  for (const table of [object.externalRelocations, object.localRelocations]) {
    for (const relocation of table) {
      const problem = apply(relocation, segments, base, addressOf);
      if (problem !== undefined) refused.push(problem);
    }
  }
  if (refused.length > 0) throw new InputError(...refused.slice(0, SHOWN));
}

const SHOWN = 20;

function apply(relocation: Relocation, segments: readonly LoadedSegment[], base: bigint, addressOf: (symbol: MachOSymbol) => bigint): Diagnostic | undefined {
  const { offset, target, pcRelative, length, typeName } = relocation;
  const where = `${typeName} at 0x${offset.toString(16)}${target.kind === "symbol" ? `, which refers to ${target.symbol.name},` : ""}`;
  const address = base + BigInt(offset);
  const field = bytesAt(segments, address, length);
  if (field === undefined) return refusal("load-relocation", `the relocation ${where} is outside every segment`, RELINK);
  // The kernel's linker passes over these, and the pointer keeps its unslid value.
  if (target.kind === "absolute") return undefined;
  const destination = target.kind === "symbol" ? addressOf(target.symbol) : base;
  if (length === 8 && !pcRelative && typeName === "X86_64_RELOC_UNSIGNED") {
    field.writeBigUInt64LE(BigInt.asUintN(64, field.readBigUInt64LE() + destination));
    return undefined;
  }
  const adjustment = length === 4 && pcRelative ? adjustmentOf(typeName, target.kind === "symbol", address, base) : undefined;
  if (adjustment === undefined) return refusal("load-relocation", `the kernel's linker does not know the relocation ${where} of ${length} bytes${pcRelative ? ", relative" : ""}`, RELINK);
  const value = BigInt(field.readInt32LE()) + destination - adjustment;
  if (value < -(1n << 31n) || value >= 1n << 31n) return refusal("load-relocation-overflow", `the relocation ${where} has overflowed`, "reach data of the kernel's through pointers or the global offset table");
  field.writeInt32LE(Number(value));
  return undefined;
}

const RELINK = "make the kext's binary with kextir link";

const SIGNED = new Map([["X86_64_RELOC_SIGNED", 0n], ["X86_64_RELOC_SIGNED_1", 1n], ["X86_64_RELOC_SIGNED_2", 2n], ["X86_64_RELOC_SIGNED_4", 4n]]);

/** What is taken off a relative field's new value; undefined for a type that the linker does not know. */
function adjustmentOf(typeName: string, isExternal: boolean, address: bigint, base: bigint): bigint | undefined {
  const bias = SIGNED.get(typeName);
  if (bias !== undefined) return isExternal ? 4n + address : bias + base;
  return typeName === "X86_64_RELOC_BRANCH" ? 4n + address : undefined;
}
