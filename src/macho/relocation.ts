import type { Cursor } from "./cursor.js";
import * as layout from "./layout.js";
import { MachOError } from "./macho-error.js";
import type { Architecture, MachOSymbol, Relocation, RelocationTarget, Section } from "./macho.js";

export interface RelocationContext {
  readonly architecture: Architecture;
  readonly symbols: readonly MachOSymbol[];
  readonly sections: readonly Section[];
  /** Targets that were made already: most symbols and sections are the target of many entries. */
  readonly targets: { readonly bySymbol: Map<number, RelocationTarget>; readonly bySection: Map<number, RelocationTarget> };
  /** Bytes of what is patched, which no entry may reach past; undefined: unknown. */
  readonly patchedSize: number | undefined;
}

/** Appends to `relocations` the entries of a table of `relocation_info`, which fills the window. */
export function readRelocations(table: Cursor, context: RelocationContext, relocations: Relocation[]): void {
  while (table.remaining > 0) relocations.push(readRelocation(table, context));
}

function readRelocation(table: Cursor, context: RelocationContext): Relocation {
  const entry = table.offset;
  const offset = table.u32();
  const word = table.u32();
  // LC_DYSYMTAB's tables count from the image base, which may be far below.
  if (context.patchedSize !== undefined && offset >= layout.R_SCATTERED) {
    throw new MachOError("macho-bad-relocation", "a relocation is of the scattered form, which 64-bit files do not have", entry);
  }
  // Second word, from bit 0: symbolnum:24, pcrel:1, length:2, extern:1, type:4.
  const number = word & 0xffffff;
  const length = 1 << ((word >>> 25) & 3);
  const isExternal = ((word >>> 27) & 1) === 1;
  const type = word >>> 28;
  const typeName = typeNames(context.architecture)[type] ?? `unknown(${type})`;
  if (context.patchedSize !== undefined && offset + length > context.patchedSize) {
    throw new MachOError("macho-bad-relocation", `a relocation patches ${length} bytes at 0x${offset.toString(16)}, outside its section`, entry);
  }
  return {
    offset,
    target: readTarget(number, isExternal, typeName, context, entry),
    pcRelative: ((word >>> 24) & 1) === 1,
    length,
    type,
    typeName,
  };
}

function typeNames(architecture: Architecture): readonly string[] {
  return architecture === "x86_64" ? layout.x86RelocationTypes : layout.arm64RelocationTypes;
}

function readTarget(
  number: number,
  isExternal: boolean,
  typeName: string,
  { symbols, sections, targets }: RelocationContext,
  entry: number,
): RelocationTarget {
  // 24 bits, signed.
  if (typeName === "ARM64_RELOC_ADDEND") return { kind: "addend", addend: (number << 8) >> 8 };
  const pool = isExternal ? targets.bySymbol : targets.bySection;
  const known = pool.get(number);
  if (known !== undefined) return known;
  const target = newTarget(number, isExternal, symbols, sections, entry);
  pool.set(number, target);
  return target;
}

function newTarget(number: number, isExternal: boolean, symbols: readonly MachOSymbol[], sections: readonly Section[], entry: number): RelocationTarget {
  if (isExternal) {
    const symbol = symbols[number];
    if (symbol === undefined) {
      throw new MachOError("macho-bad-relocation", `a relocation names symbol ${number}, of ${symbols.length}`, entry + 4);
    }
    return { kind: "symbol", symbol };
  }
  // R_ABS: the field is final.
  if (number === 0) return { kind: "absolute" };
  const section = sections[number - 1];
  if (section === undefined) {
    throw new MachOError("macho-bad-relocation", `a relocation names section ${number}, of ${sections.length}`, entry + 4);
  }
  return { kind: "section", section };
}
