// The symbol table of the image.

import { N_ABS, N_EXT, N_PEXT, N_SECT, N_WEAK_DEF, N_WEAK_REF, symbolSize } from "../macho/layout.js";
import type { ImageSymbols, OwnSymbols } from "./image-symbols.js";
import { DefinitionKind } from "./shared-symbols.js";
import type { SymbolTable } from "./symbol-table.js";

/** How many symbols nobody else sees. */
export function localCount({ own, hidden }: ImageSymbols): number {
  return ownCount(own) + hidden.length;
}

function ownCount(own: readonly OwnSymbols[]): number {
  return own.reduce((sum, { indices }) => sum + indices.length, 0);
}

/** Writes the entries into a zeroed image; `names` are where the names are. Returns the entries' numbers by the numbers of shared symbols. */
export function writeSymbols(symbols: ImageSymbols, table: SymbolTable, names: Uint32Array, entries: DataView): Int32Array {
  const writer = new EntryWriter(entries, names);
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
  for (const index of indices) {
    const piece = object.pieces[index]!;
    if (piece < 0) writer.addNumber(0, object.object.macho.symbolList.value(index));
    else writer.addPlace(0, outputs[piece]!, 0, addresses[piece]! + table.offsetOf(object, index));
  }
}

function writeShared(symbol: number, table: SymbolTable, writer: EntryWriter): void {
  const { shared, subsections: { addresses, outputs } } = table;
  const visibility = shared.exported[symbol] === 1 ? N_EXT : N_PEXT;
  switch (shared.kinds[symbol]) {
    case DefinitionKind.None:
      return writer.add(N_EXT, 0, DYNAMIC_LOOKUP | (shared.required[symbol] === 1 ? 0 : N_WEAK_REF));
    case DefinitionKind.Absolute:
      return writer.addNumber(visibility, table.definedValue(symbol));
    default: {
      const piece = shared.pieces[symbol]!;
      writer.addPlace(visibility, outputs[piece]!, shared.isReplaceable(symbol) ? N_WEAK_DEF : 0, addresses[piece]! + shared.offsets[symbol]!);
    }
  }
}

/** In the high byte of `n_desc`: the symbol is looked for in all that the kext depends on. */
const DYNAMIC_LOOKUP = 0xfe00;

/** Writes one entry behind the other. */
class EntryWriter {
  count = 0;
  private readonly entries: DataView;
  private readonly names: Uint32Array;

  constructor(entries: DataView, names: Uint32Array) {
    this.entries = entries;
    this.names = names;
  }

  add(type: number, section: number, description: number): void {
    const { entries, count } = this;
    const offset = count * symbolSize;
    entries.setUint32(offset, this.names[count]!, true);
    entries.setUint32(offset + 4, type | (section << 8) | (description << 16), true);
    this.count = count + 1;
  }

  addNumber(visibility: number, value: bigint): void {
    this.entries.setBigUint64(this.count * symbolSize + 8, value, true);
    this.add(N_ABS | visibility, 0, 0);
  }

  addPlace(visibility: number, section: number, description: number, address: number): void {
    // Addresses in a kext fit into the lower half.
    this.entries.setUint32(this.count * symbolSize + 8, address, true);
    this.add(N_SECT | visibility, section, description);
  }
}
