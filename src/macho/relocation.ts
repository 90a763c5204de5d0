import type { Cursor } from "./cursor.js";
import * as layout from "./layout.js";
import { MachOError } from "./macho-error.js";
import type { Architecture, MachOSymbol, Relocation, RelocationTarget, Section } from "./macho.js";
import { wordsOf } from "./words.js";

export interface RelocationContext {
  readonly architecture: Architecture;
  readonly symbolCount: number;
  symbols(): readonly MachOSymbol[];
  readonly sections: readonly Section[];
  /** Targets that were made already: most symbols and sections are the target of many entries. */
  readonly targets: { readonly bySymbol: Map<number, RelocationTarget>; readonly bySection: Map<number, RelocationTarget> };
  /** Bytes of what is patched, which no entry may reach past; undefined: unknown. */
  readonly patchedSize: number | undefined;
}

/** An entry as it stands in the file. */
export interface RelocationEntry {
  /** Bytes from the start of the section or, in `LC_DYSYMTAB`'s tables, from the image base. */
  readonly offset: number;
  /** Of a symbol, from 0, or of a section, from 1; 0 for no section. */
  readonly number: number;
  /** Whether the number is a symbol's. */
  readonly isExternal: boolean;
  readonly pcRelative: boolean;
  /** Bytes that are patched: 1, 2, 4 or 8. */
  readonly length: number;
  readonly type: number;
}

/** An entry into which one after the other is read, where an object for each of a million would be too many. */
export class RelocationCursor implements RelocationEntry {
  offset = 0;
  number = 0;
  isExternal = false;
  pcRelative = false;
  length = 1;
  type = 0;
}

/** A table of `relocation_info`. All of it is checked; entries are decoded when they are asked for, for there may be a million. */
export class RelocationTable {
  static readonly empty = new RelocationTable();
  readonly length: number;
  /** Two for each entry: the offset, and what it says of that (from bit 0: symbolnum:24, pcrel:1, length:2, extern:1, type:4). */
  readonly words: Uint32Array;

  /** Of bytes that were checked by `readRelocations`. */
  constructor(bytes: Uint8Array = new Uint8Array()) {
    this.words = wordsOf(bytes);
    this.length = bytes.length / layout.relocationSize;
  }

  entry(index: number): RelocationEntry {
    const entry = new RelocationCursor();
    this.read(index, entry);
    return entry;
  }

  /** Reads an entry into `cursor`, where the one before it stood. */
  read(index: number, cursor: RelocationCursor): void {
    cursor.offset = this.words[2 * index]!;
    const word = this.words[2 * index + 1]!;
    cursor.number = word & 0xffffff;
    cursor.isExternal = ((word >>> 27) & 1) === 1;
    cursor.pcRelative = ((word >>> 24) & 1) === 1;
    cursor.length = 1 << ((word >>> 25) & 3);
    cursor.type = word >>> 28;
  }

  /** The number of an entry's type; undefined before the first and behind the last one. */
  type(index: number): number | undefined {
    return index >= 0 && index < this.length ? this.words[2 * index + 1]! >>> 28 : undefined;
  }
}

/** In an entry's second word: its number is a symbol's. */
export const IS_EXTERNAL = 1 << 27;

/** Reads a table, which fills the window. Throws MachOError where an entry cannot be. */
export function readRelocations(table: Cursor, context: RelocationContext): RelocationTable {
  const { offset: start } = table;
  const read = new RelocationTable(table.bytes(table.remaining));
  const { words } = read;
  const { symbolCount, sections, patchedSize } = context;
  const size = patchedSize === undefined ? Infinity : Math.min(patchedSize, layout.R_SCATTERED);
  for (let at = 0; at < words.length; at += 2) {
    const word = words[at + 1]!;
    const end = words[at]! + (1 << ((word >>> 25) & 3));
    const numbers = (word & IS_EXTERNAL) === 0 ? sections.length : symbolCount - 1;
    // Here is what may be wrong; the closer look says what.
    if (end > size || (word & 0xffffff) > numbers) check(read.entry(at / 2), context, start + 4 * at);
  }
  return read;
}

/** The entries with what they refer to. */
export function resolveRelocations(table: RelocationTable, context: RelocationContext): Relocation[] {
  const typeNames = context.architecture === "x86_64" ? layout.x86RelocationTypes : layout.arm64RelocationTypes;
  const relocations: Relocation[] = [];
  for (let index = 0; index < table.length; index += 1) {
    const entry = table.entry(index);
    const { offset, pcRelative, length, type } = entry;
    relocations.push({ offset, target: targetOf(entry, context), pcRelative, length, type, typeName: typeNames[type] ?? `unknown(${type})` });
  }
  return relocations;
}

function check(entry: RelocationEntry, context: RelocationContext, at: number): void {
  const { offset, length, number, isExternal } = entry;
  const { symbolCount, sections, patchedSize } = context;
  // LC_DYSYMTAB's tables count from the image base, which may be far below.
  if (patchedSize !== undefined && offset >= layout.R_SCATTERED) {
    throw new MachOError("macho-bad-relocation", "a relocation is of the scattered form, which 64-bit files do not have", at);
  }
  if (patchedSize !== undefined && offset + length > patchedSize) {
    throw new MachOError("macho-bad-relocation", `a relocation patches ${length} bytes at 0x${offset.toString(16)}, outside its section`, at);
  }
  if (isAddend(entry, context)) return;
  if (isExternal && number >= symbolCount) {
    throw new MachOError("macho-bad-relocation", `a relocation names symbol ${number}, of ${symbolCount}`, at + 4);
  }
  if (!isExternal && number > sections.length) {
    throw new MachOError("macho-bad-relocation", `a relocation names section ${number}, of ${sections.length}`, at + 4);
  }
}

function isAddend({ type }: RelocationEntry, { architecture }: RelocationContext): boolean {
  return architecture === "arm64" && layout.arm64RelocationTypes[type] === "ARM64_RELOC_ADDEND";
}

function targetOf(entry: RelocationEntry, context: RelocationContext): RelocationTarget {
  const { number, isExternal } = entry;
  // 24 bits, signed.
  if (isAddend(entry, context)) return { kind: "addend", addend: (number << 8) >> 8 };
  const { sections, targets } = context;
  const pool = isExternal ? targets.bySymbol : targets.bySection;
  const known = pool.get(number);
  if (known !== undefined) return known;
  const target = isExternal ? symbolTarget(context.symbols()[number]!) : sectionTarget(sections[number - 1]);
  pool.set(number, target);
  return target;
}

function symbolTarget(symbol: MachOSymbol): RelocationTarget {
  return { kind: "symbol", symbol };
}

/** Without a section, R_ABS: the field is final. */
function sectionTarget(section: Section | undefined): RelocationTarget {
  return section === undefined ? { kind: "absolute" } : { kind: "section", section };
}
