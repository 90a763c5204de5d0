// The symbol table of the image, and the names in it.

import { N_ABS, N_EXT, N_PEXT, N_SECT, N_WEAK_DEF, N_WEAK_REF, symbolSize } from "../macho/layout.js";
import { copyBytes } from "./byte-strings.js";
import type { ImageSymbols, OwnSymbols } from "./image-symbols.js";
import { DefinitionKind } from "./shared-symbols.js";
import type { SymbolTable } from "./symbol-table.js";

/** How many entries the symbol table has. */
export function symbolCount({ own, hidden, defined, undefined: missing }: ImageSymbols): number {
  return ownCount(own) + hidden.length + defined.length + missing.length;
}

/** How many of them are seen by nobody else. */
export function localCount({ own, hidden }: ImageSymbols): number {
  return ownCount(own) + hidden.length;
}

function ownCount(own: readonly OwnSymbols[]): number {
  return own.reduce((sum, { indices }) => sum + indices.length, 0);
}

/** Bytes of all names, each with a NUL, and of the blank in front of them. */
export function stringsSize({ own, hidden, defined, undefined: missing }: ImageSymbols, { shared }: SymbolTable): number {
  let size = FIRST_NAME;
  for (const { object: { object: { macho: { symbolList: list } } }, indices } of own) {
    for (const index of indices) size += list.nameEnd(index) - list.nameOffset(index) + 1;
  }
  for (const run of [hidden, defined, missing]) for (const symbol of run) size += shared.names.size(symbol) + 1;
  return size;
}

/** A blank and a NUL are in front, so that no name is at offset 0. */
const FIRST_NAME = 2;
const BLANK = 0x20;

/** Writes the entries and the names, each to its place in a zeroed image. Returns the entries' numbers by the numbers of shared symbols. */
export function writeSymbols(symbols: ImageSymbols, table: SymbolTable, entries: DataView, strings: Uint8Array): Int32Array {
  strings[0] = BLANK;
  const writer = new EntryWriter(entries, strings);
  for (const run of symbols.own) writeOwn(run, table, writer);
  const numbers = new Int32Array(table.shared.length);
  for (const run of [symbols.hidden, symbols.defined, symbols.undefined]) {
    for (const symbol of run) {
      numbers[symbol] = writer.count;
      writeShared(symbol, table, writer);
    }
  }
  return numbers;
}

function writeOwn({ object, indices }: OwnSymbols, table: SymbolTable, writer: EntryWriter): void {
  const { addresses, outputs } = table.subsections;
  const list = object.object.macho.symbolList;
  for (const index of indices) {
    const name = writer.endName(copyBytes(list.strings, list.nameOffset(index), list.nameEnd(index), writer.strings, writer.nextName));
    const piece = object.pieces[index]!;
    if (piece < 0) writer.addNumber(name, 0, list.value(index));
    else writer.addPlace(name, 0, outputs[piece]!, 0, addresses[piece]! + table.offsetOf(object, index));
  }
}

function writeShared(symbol: number, table: SymbolTable, writer: EntryWriter): void {
  const { shared, subsections: { addresses, outputs } } = table;
  const name = writer.endName(shared.names.copy(symbol, writer.strings, writer.nextName));
  const isExported = shared.exported[symbol] === 1;
  const visibility = isExported ? N_EXT : N_PEXT;
  switch (shared.kinds[symbol]) {
    case DefinitionKind.None:
      return writer.add(name, N_EXT, 0, DYNAMIC_LOOKUP | (shared.required[symbol] === 1 ? 0 : N_WEAK_REF));
    case DefinitionKind.Absolute:
      return writer.addNumber(name, visibility, table.definedValue(symbol));
    default: {
      const piece = shared.pieces[symbol]!;
      writer.addPlace(name, visibility, outputs[piece]!, shared.isReplaceable(symbol) ? N_WEAK_DEF : 0, addresses[piece]! + shared.offsets[symbol]!);
    }
  }
}

/** In the high byte of `n_desc`: the symbol is looked for in all that the kext depends on. */
const DYNAMIC_LOOKUP = 0xfe00;

/** Writes one entry behind the other, and names. */
class EntryWriter {
  count = 0;
  /** Where the next name goes. */
  nextName = FIRST_NAME;
  readonly strings: Uint8Array;
  private readonly entries: DataView;

  constructor(entries: DataView, strings: Uint8Array) {
    this.entries = entries;
    this.strings = strings;
  }

  /** Of the name that was written to `nextName` and ends before `end`; returns where it is. */
  endName(end: number): number {
    const name = this.nextName;
    this.nextName = end + 1;
    return name;
  }

  add(name: number, type: number, section: number, description: number): void {
    const offset = this.count * symbolSize;
    this.entries.setUint32(offset, name, true);
    this.entries.setUint8(offset + 4, type);
    this.entries.setUint8(offset + 5, section);
    this.entries.setUint16(offset + 6, description, true);
    this.count += 1;
  }

  addNumber(name: number, visibility: number, value: bigint): void {
    this.entries.setBigUint64(this.count * symbolSize + 8, value, true);
    this.add(name, N_ABS | visibility, 0, 0);
  }

  addPlace(name: number, visibility: number, section: number, description: number, address: number): void {
    // Addresses in a kext fit into the lower half.
    this.entries.setUint32(this.count * symbolSize + 8, address, true);
    this.add(name, N_SECT | visibility, section, description);
  }
}
