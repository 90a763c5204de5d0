// Which symbols need a pointer in the image, for code reads their address there. Code that could
// as well compute the address is changed to do so.

import type { RelocationEntry } from "../macho/relocation.js";
import { forEachLive, symbolOf } from "./references.js";
import { X86_64_RELOC_GOT, X86_64_RELOC_GOT_LOAD } from "./relocation-type.js";
import type { InputSection } from "./subsection.js";
import { isReplaceable, type LinkedSymbol } from "./symbol.js";
import type { LinkedObject } from "./symbol-table.js";

/**
 * Marks every symbol that something in the image refers to, and gives those that
 * need one a pointer. Returns the symbols by their pointers, sorted by name.
 */
export function allocatePointers(objects: readonly LinkedObject[]): LinkedSymbol[] {
  const pointed = new Set<LinkedSymbol>();
  for (const object of objects) {
    const isReferenced = new Uint8Array(object.symbols.length);
    for (const section of object.sections) {
      if (section === undefined) continue;
      forEachLive(section, (relocation) => {
        if (!relocation.isExternal) return;
        isReferenced[relocation.number] = 1;
        if (!isPointerUse(relocation)) return;
        const symbol = symbolOf(object, relocation);
        if (symbol !== undefined && !isRelaxable(section, relocation, symbol)) pointed.add(symbol);
      });
    }
    for (const [index, symbol] of object.symbols.entries()) if (symbol !== undefined && isReferenced[index] === 1) symbol.isReferenced = true;
  }
  const sorted = [...pointed].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  for (const [slot, symbol] of sorted.entries()) symbol.gotSlot = slot;
  return sorted;
}

/** Whether an instruction reads a symbol's address from memory. */
export function isPointerUse({ type }: RelocationEntry): boolean {
  return type === X86_64_RELOC_GOT_LOAD || type === X86_64_RELOC_GOT;
}

/** Whether `movq symbol@GOTPCREL(%rip), reg` can become `leaq symbol(%rip), reg`. */
export function isRelaxable({ section }: InputSection, { type, offset }: RelocationEntry, symbol: LinkedSymbol): boolean {
  const kind = symbol.definition?.kind;
  const isHere = (kind === "placed" && !isReplaceable(symbol)) || kind === "image base";
  return type === X86_64_RELOC_GOT_LOAD && isHere && offset >= 2 && section.contents?.[offset - 2] === MOV;
}

/** Opcodes of `mov r64, r/m64` and `lea r64, m`; the byte of their operands stands between it and the field. */
const MOV = 0x8b;
export const LEA = 0x8d;
