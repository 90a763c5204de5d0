// Judges the relocations of a kext, which the kernel's linker applies when the kext is
// loaded. All that linkers of kexts write are pointers and, on x86_64, branches.

import { CPU_SUBTYPE_ARM64E, CPU_SUBTYPE_MASK, N_WEAK_DEF } from "../../macho/layout.js";
import type { MachO, Relocation, Section } from "../../macho/macho.js";
import type { Observation } from "../finding.js";
import type { InputRule } from "../rule.js";
import { functionAt } from "../function-at.js";
import { kextOf } from "./kext-header.js";

export const kextRelocation: InputRule = {
  code: "kext-relocation",
  severity: "error",
  title: "a kext has a relocation that the kernel's linker does not apply",
  fix: "link with kextir link, or with ld -kext",
  looksAt: "input",
  *check({ object, functions = [] }) {
    const kext = kextOf(object);
    if (kext === undefined) return;
    const isArm64e = kext.architecture === "arm64" && (kext.cpuSubtype & ~CPU_SUBTYPE_MASK) === CPU_SUBTYPE_ARM64E;
    if (isArm64e && kext.externalRelocations.length + kext.localRelocations.length > 0) yield { message: "an arm64e kext has relocation tables, which nothing applies there" };
    for (const [table, entries] of [["external", kext.externalRelocations], ["local", kext.localRelocations]] as const) {
      for (const entry of entries) {
        const section = sectionAt(kext, entry);
        const reason = section === undefined ? "patches what is in no section" : table === "external" ? againstExternal(kext, entry, section) : againstLocal(kext, entry, section);
        if (reason !== undefined) yield about(table, entry, functionAt(functions, entry.offset)?.name, reason);
      }
    }
    yield* strayPointers(kext);
    yield* overlaps(kext);
    yield* bareSlots(kext);
  },
};

function about(table: string, { offset, typeName, target }: Relocation, fn: string | undefined, reason: string): Observation {
  return {
    message: `the ${table} relocation ${typeName} at 0x${offset.toString(16)} ${reason}`,
    address: offset,
    ...(fn === undefined ? {} : { function: fn }),
    ...(target.kind === "symbol" ? { symbol: target.symbol.name } : {}),
  };
}

function sectionAt({ sections }: MachO, { offset, length }: Relocation): Section | undefined {
  return sections.find(({ address, size, contents }) => contents !== undefined && offset >= Number(address) && offset + length <= Number(address + size));
}

function againstExternal(kext: MachO, { target, typeName, length, pcRelative, offset }: Relocation, section: Section): string | undefined {
  const isPointer = typeName.endsWith("_UNSIGNED") && length === 8 && !pcRelative;
  const isBranch = /_BRANCH(?:26)?$/.test(typeName) && length === 4 && pcRelative;
  if (!isPointer && !isBranch) return `of ${length} bytes is neither a pointer nor a branch`;
  if (target.kind !== "symbol") return "names no symbol";
  if (kext.architecture === "x86_64" && isBranch && !patchesBranch(section, offset)) return "is for a branch, and there is none";
  const { kind, name, external, description } = target.symbol;
  if (kind !== "undefined" && !(kind === "defined" && external && (description & N_WEAK_DEF) !== 0)) return `is to ${name}, which the kext itself defines`;
  // The kernel collections' builder writes the symbol's address over it.
  if (kext.architecture === "x86_64" && stored(section, offset, length) !== 0n) return `is to ${name} and a number of bytes, which macOS 11 and later ignore`;
  return undefined;
}

function againstLocal({ segments }: MachO, { target, typeName, length, pcRelative, offset }: Relocation, section: Section): string | undefined {
  if (!typeName.endsWith("_UNSIGNED") || length !== 8 || pcRelative) return `of ${length} bytes is no pointer`;
  if (target.kind !== "section") return "names no section, so that the pointer is not moved with the kext";
  const pointer = BigInt.asUintN(64, stored(section, offset, length));
  const isInside = segments.some(({ name, address, size }) => name !== "__LINKEDIT" && pointer >= address && pointer <= address + size);
  return isInside ? undefined : `is for a pointer to 0x${pointer.toString(16)}, outside of the kext`;
}

/** x86_64: the field of `callq`, `jmp` or a conditional jump. */
function patchesBranch({ contents, address }: Section, offset: number): boolean {
  const at = offset - Number(address);
  const [first, second] = [contents?.[at - 2] ?? 0, contents?.[at - 1] ?? 0];
  return second === 0xe8 || second === 0xe9 || (first === 0x0f && (second & 0xf0) === 0x80);
}

/** All sections are moved alike; that a pointer is not to where its relocation says is a sign of damage, or of an odd addend. */
function* strayPointers(kext: MachO): Iterable<Observation> {
  for (const entry of kext.localRelocations) {
    const section = sectionAt(kext, entry);
    if (section === undefined || entry.target.kind !== "section" || againstLocal(kext, entry, section) !== undefined) continue;
    const { segment, name, address, size } = entry.target.section;
    const pointer = stored(section, entry.offset, entry.length);
    if (pointer >= address && pointer <= address + size) continue;
    yield { severity: "warning", address: entry.offset, message: `the local relocation at 0x${entry.offset.toString(16)} is for a pointer to section ${segment},${name}, and it is to 0x${pointer.toString(16)}` };
  }
}

/** One field is patched once. */
function* overlaps({ externalRelocations, localRelocations }: MachO): Iterable<Observation> {
  const sorted = [...externalRelocations, ...localRelocations].sort((a, b) => a.offset - b.offset);
  for (const [index, { offset, length }] of sorted.entries()) {
    const next = sorted[index + 1];
    if (next !== undefined && next.offset < offset + length) yield { message: `two relocations patch the bytes at 0x${next.offset.toString(16)}`, address: next.offset };
  }
}

/** A slot of the linker's table holds the address of what is found by it, which the kernel's linker writes or moves. */
function* bareSlots({ architecture, sections, externalRelocations, localRelocations }: MachO): Iterable<Observation> {
  if (architecture !== "x86_64") return;
  const patched = new Set([...externalRelocations, ...localRelocations].map(({ offset }) => offset));
  for (const { segment, name, address, size } of sections) {
    if (name !== "__got") continue;
    for (let slot = Number(address); slot + 8 <= Number(address + size); slot += 8) {
      if (!patched.has(slot)) yield { message: `the address at 0x${slot.toString(16)} in section ${segment},${name} has no relocation`, address: slot };
    }
  }
}

function stored({ contents, address }: Section, offset: number, length: number): bigint {
  const at = offset - Number(address);
  const field = Buffer.from(contents?.subarray(at, at + length) ?? []);
  return length === 8 ? field.readBigInt64LE() : BigInt(field.readInt32LE());
}
