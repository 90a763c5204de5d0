// What stands in __LINKEDIT: relocations for the kernel's linker, the symbol table and its strings.

import { dataInCodeEntrySize, relocationSize, symbolSize } from "../macho/layout.js";
import type { FieldList, LoadRelocations } from "./image-fields.js";
import type { ImageSymbols } from "./image-symbols.js";
import { X86_64_RELOC_BRANCH, X86_64_RELOC_UNSIGNED } from "./relocation-type.js";
import type { NameTable } from "./name-table.js";
import { localCount, writeSymbols } from "./symbol-entries.js";
import type { SymbolTable } from "./symbol-table.js";

/** A table in `__LINKEDIT`. */
interface Table {
  /** From the start of `__LINKEDIT`. */
  readonly offset: number;
  readonly count: number;
  readonly size: number;
}

export interface LinkeditTables {
  readonly local: Table;
  readonly dataInCode: Table;
  readonly symbols: Table;
  readonly external: Table;
  readonly strings: Table;
  readonly size: number;
}

/** How many entries the tables have. */
export interface LinkeditCounts {
  /** Relocations. */
  readonly local: number;
  /** Relocations by symbols. */
  readonly external: number;
  readonly dataInCode: number;
  readonly symbols: number;
  /** Bytes of the names. */
  readonly strings: number;
}

/** Where the tables are, in Apple's order. */
export function layOutLinkedit({ local, dataInCode, symbols, external, strings }: LinkeditCounts): LinkeditTables {
  let size = 0;
  const table = (count: number, entrySize: number): Table => {
    const found = { offset: size, count, size: count * entrySize };
    size += aligned(found.size);
    return found;
  };
  return {
    local: table(local, relocationSize),
    dataInCode: table(dataInCode, dataInCodeEntrySize),
    symbols: table(symbols, symbolSize),
    external: table(external, relocationSize),
    strings: table(aligned(strings), 1),
    size,
  };
}

const TABLE_ALIGNMENT = 8;

function aligned(size: number): number {
  return Math.ceil(size / TABLE_ALIGNMENT) * TABLE_ALIGNMENT;
}

/** What stands in the tables. */
export interface LinkeditContents {
  readonly table: SymbolTable;
  readonly symbols: ImageSymbols;
  readonly names: NameTable;
  readonly relocations: LoadRelocations;
  /** Two words an entry. */
  readonly dataInCode: Uint32Array;
}

/** Writes the tables into `bytes`, which are zeroed. */
export function writeLinkedit(bytes: Uint8Array, tables: LinkeditTables, { table, symbols, names, relocations, dataInCode }: LinkeditContents): void {
  const view = ({ offset, size }: Table): DataView => new DataView(bytes.buffer, bytes.byteOffset + offset, size);
  for (const list of [relocations.local, relocations.pointers, relocations.branches]) list.sort();
  writeLocal(view(tables.local), relocations.local);
  const data = view(tables.dataInCode);
  for (let at = 0; at < dataInCode.length; at += 1) data.setUint32(4 * at, dataInCode[at]!, true);
  bytes.set(names.bytes, tables.strings.offset);
  const numbers = writeSymbols(symbols, table, names.offsets, view(tables.symbols));
  const first = localCount(symbols);
  const external = view(tables.external);
  const branches = writeExternal(external, 0, relocations.pointers, POINTER, numbers, first);
  writeExternal(external, branches, relocations.branches, BRANCH, numbers, first);
}

/** The second words of entries, without their numbers; bits from 24: relative to the instruction, the length's exponent (2 bits), external, type (4 bits). */
const LOCAL_POINTER = (3 << 25) | (X86_64_RELOC_UNSIGNED << 28);
const POINTER = LOCAL_POINTER | (1 << 27);
const BRANCH = (1 << 24) | (2 << 25) | (1 << 27) | (X86_64_RELOC_BRANCH << 28);

/** Writes entries in the order of their addresses. */
function writeLocal(entries: DataView, { length, addresses, targets }: FieldList): void {
  for (let index = 0; index < length; index += 1) writeEntry(entries, index * relocationSize, addresses[index]!, LOCAL_POINTER | targets[index]!);
}

/**
 * Writes entries in the order of their symbols, and of their addresses. `numbers` are those of
 * symbols in the image's table, of which from `first` on have entries. Returns where they end.
 */
function writeExternal(entries: DataView, offset: number, { length, addresses, targets }: FieldList, kind: number, numbers: Int32Array, first: number): number {
  // Sorted by counting: where the entries of each symbol end, and from there down.
  const ends = new Uint32Array(numbers.length);
  for (let index = 0; index < length; index += 1) ends[numbers[targets[index]!]! - first]! += 1;
  for (let symbol = 1; symbol < ends.length; symbol += 1) ends[symbol]! += ends[symbol - 1]!;
  for (let index = length - 1; index >= 0; index -= 1) {
    const number = numbers[targets[index]!]!;
    ends[number - first]! -= 1;
    writeEntry(entries, offset + ends[number - first]! * relocationSize, addresses[index]!, kind | number);
  }
  return offset + length * relocationSize;
}

function writeEntry(entries: DataView, offset: number, address: number, word: number): number {
  entries.setInt32(offset, address, true);
  entries.setInt32(offset + 4, word, true);
  return offset + relocationSize;
}
