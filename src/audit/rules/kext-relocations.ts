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
        const reason = section === undefined ? "patches what is in no section" : table === "external" ? againstExternal(kext, entry, section) : againstLocal(entry);
        if (reason !== undefined) yield about(table, entry, functionAt(functions, entry.offset)?.name, reason);
      }
    }
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
  const { kind, name, external, description } = target.symbol;
  if (kind !== "undefined" && !(kind === "defined" && external && (description & N_WEAK_DEF) !== 0)) return `is to ${name}, which the kext itself defines`;
  // The kernel collections' builder writes the symbol's address over it.
  if (kext.architecture === "x86_64" && stored(section, offset, length) !== 0n) return `is to ${name} and a number of bytes, which macOS 11 and later ignore`;
  return undefined;
}

function againstLocal({ target, typeName, length, pcRelative }: Relocation): string | undefined {
  if (!typeName.endsWith("_UNSIGNED") || length !== 8 || pcRelative) return `of ${length} bytes is no pointer`;
  return target.kind === "section" ? undefined : "names no section, so that the pointer is not moved with the kext";
}

function stored({ contents, address }: Section, offset: number, length: number): bigint {
  const at = offset - Number(address);
  const field = Buffer.from(contents?.subarray(at, at + length) ?? []);
  return length === 8 ? field.readBigInt64LE() : BigInt(field.readInt32LE());
}
