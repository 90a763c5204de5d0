// Finds relocations that a kernel extension cannot carry: the kernel's linker has no
// entry for them, so that a linker drops them or writes a wrong address.

import { isDebug } from "../../macho/code-section.js";
import type { MachO, Relocation, RelocationTarget, Section } from "../../macho/macho.js";
import type { Observation } from "../finding.js";
import type { InputRule } from "../rule.js";
import { functionAt } from "../function-at.js";

export const relocation: InputRule = {
  code: "relocation",
  severity: "error",
  title: "there is a relocation that a kernel extension cannot carry",
  fix: "compile with -mkernel, and refer to what is defined elsewhere by calls and through the GOT",
  looksAt: "input",
  *check({ object, functions = [] }) {
    for (const section of object?.sections ?? []) {
      // Debug information stays outside of a kext; unwind tables have a rule of their own.
      if (object === undefined || isDebug(section) || section.name === "__eh_frame" || section.name === "__compact_unwind") continue;
      for (const [index, entry] of section.relocations.entries()) {
        const reason = refusal(object, entry, section.relocations[index + 1], section.relocations[index - 1]);
        if (reason === undefined) continue;
        const address = Number(section.address) + entry.offset;
        yield about(section, entry, address, functionAt(functions, address)?.name, reason);
      }
    }
  },
};

function about(section: Section, { target, typeName }: Relocation, address: number, fn: string | undefined, reason: string): Observation {
  const name = targetName(target);
  return {
    message: `${typeName} in ${section.segment},${section.name}${name === undefined ? "" : `, to ${name},`} ${reason}`,
    address,
    ...(fn === undefined ? {} : { function: fn }),
    ...(target.kind === "symbol" ? { symbol: target.symbol.name } : {}),
  };
}

function targetName(target: RelocationTarget): string | undefined {
  if (target.kind === "symbol") return target.symbol.name;
  return target.kind === "section" ? `section ${target.section.segment},${target.section.name}` : undefined;
}

function refusal(object: MachO, entry: Relocation, next: Relocation | undefined, before: Relocation | undefined): string | undefined {
  const { typeName, length, target } = entry;
  const isUndefined = target.kind === "symbol" && (target.symbol.kind === "undefined" || target.symbol.kind === "common");
  const isSecondOfPair = before?.typeName.endsWith("_SUBTRACTOR") === true && before.offset === entry.offset;
  if (typeName.startsWith("unknown")) return "is of a type that does not exist";
  if (typeName.includes("TLV")) return "is for a variable of threads";
  if (typeName.endsWith("_SUBTRACTOR")) {
    if (next === undefined || next.offset !== entry.offset || !next.typeName.endsWith("_UNSIGNED")) return "stands alone, without what to subtract from";
    return isUndefined ? "is a distance to what is defined elsewhere" : undefined;
  }
  if (typeName.endsWith("_UNSIGNED")) {
    if (isSecondOfPair) return isUndefined ? "is a distance from what is defined elsewhere" : undefined;
    return length < 8 ? `is an address in ${length} bytes, and kernel addresses take 8` : undefined;
  }
  if (object.architecture === "x86_64") return /_SIGNED(?:_\d)?$/.test(typeName) && isUndefined ? "is a direct use of what is defined elsewhere" : undefined;
  return /_(?:PAGE21|PAGEOFF12)$/.test(typeName) && !typeName.includes("GOT") && isUndefined ? "is a direct use of what is defined elsewhere" : undefined;
}
