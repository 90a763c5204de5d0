// What stands in __LINKEDIT: relocations for the kernel's linker, the symbol table and its strings.

import { dataInCodeEntrySize, N_ABS, N_EXT, N_PEXT, N_SECT, N_WEAK_DEF, N_WEAK_REF, relocationSize, symbolSize } from "../macho/layout.js";
import type { DataInCode } from "../macho/macho.js";
import type { FieldList, LoadRelocations } from "./image-fields.js";
import { X86_64_RELOC_BRANCH, X86_64_RELOC_UNSIGNED } from "./relocation-type.js";
import { placed } from "./subsection.js";
import { addressOf, type LinkedSymbol } from "./symbol.js";

/** The symbols of the image, in the runs that the table is in. */
export interface ImageSymbols {
  readonly locals: readonly LinkedSymbol[];
  /** Those that others see, sorted by name. */
  readonly defined: readonly LinkedSymbol[];
  /** Those of others, sorted by name. */
  readonly undefined: readonly LinkedSymbol[];
}

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
  readonly runs: { readonly locals: number; readonly defined: number; readonly undefined: number };
  readonly bytes: Buffer;
  readonly size: number;
}

/** Writes the tables in Apple's order. Numbers the symbols, by which relocations name them. */
export function writeLinkedit(symbols: ImageSymbols, relocations: LoadRelocations, dataInCode: readonly DataInCode[]): LinkeditTables {
  const all = [...symbols.locals, ...symbols.defined, ...symbols.undefined];
  for (const [index, symbol] of all.entries()) symbol.index = index;
  const strings = new StringPool();
  let end = 0;
  const table = (count: number, size: number): Table => {
    const found = { offset: end, count, size: count * size };
    end += Math.ceil((count * size) / TABLE_ALIGNMENT) * TABLE_ALIGNMENT;
    return found;
  };
  const localTable = table(relocations.local.addresses.length, relocationSize);
  const dataInCodeTable = table(dataInCode.length, dataInCodeEntrySize);
  const symbolTable = table(all.length, symbolSize);
  const externalTable = table(relocations.pointers.addresses.length + relocations.branches.addresses.length, relocationSize);
  const names = all.map(({ name }) => strings.add(name));
  const pool = strings.bytes();
  const stringTable = table(pool.length, 1);

  const bytes = Buffer.alloc(end);
  writeLocal(bytes, localTable.offset, relocations.local);
  for (const [index, { offset, length, kind }] of dataInCode.entries()) {
    const entry = bytes.writeUInt32LE(offset, dataInCodeTable.offset + index * dataInCodeEntrySize);
    bytes.writeUInt16LE(kind, bytes.writeUInt16LE(length, entry));
  }
  for (const [index, symbol] of all.entries()) {
    writeSymbol(bytes, symbolTable.offset + index * symbolSize, names[index]!, symbol);
  }
  const first = symbols.locals.length;
  const branches = writeExternal(bytes, externalTable.offset, relocations.pointers, POINTER, first);
  writeExternal(bytes, branches, relocations.branches, BRANCH, first);
  pool.copy(bytes, stringTable.offset);
  return {
    local: localTable,
    dataInCode: dataInCodeTable,
    symbols: symbolTable,
    external: externalTable,
    strings: stringTable,
    runs: { locals: symbols.locals.length, defined: symbols.defined.length, undefined: symbols.undefined.length },
    bytes,
    size: end,
  };
}

const TABLE_ALIGNMENT = 8;

/** The second words of entries, without their numbers; bits from 24: relative to the instruction, the length's exponent (2 bits), external, type (4 bits). */
const LOCAL_POINTER = (3 << 25) | (X86_64_RELOC_UNSIGNED << 28);
const POINTER = LOCAL_POINTER | (1 << 27);
const BRANCH = (1 << 24) | (2 << 25) | (1 << 27) | (X86_64_RELOC_BRANCH << 28);

/** Addresses are below this; an address and a number fit into one that sorts without loss. */
const ADDRESSES = 2 ** 30;

/** Writes entries, sorted by address. */
function writeLocal(bytes: Buffer, offset: number, { addresses, targets }: FieldList<number>): void {
  const keys = new Float64Array(addresses.length);
  for (let index = 0; index < keys.length; index += 1) keys[index] = addresses[index]! * SECTIONS + targets[index]!;
  let end = offset;
  for (const key of keys.sort()) end = writeEntry(bytes, end, Math.floor(key / SECTIONS), LOCAL_POINTER | key % SECTIONS);
}

/** More than a kext has. */
const SECTIONS = 256;

/** Writes entries, sorted by symbol and address; those before `first` in the table have none. Returns where they end. */
function writeExternal(bytes: Buffer, offset: number, { addresses, targets }: FieldList<LinkedSymbol>, kind: number, first: number): number {
  const keys = new Float64Array(addresses.length);
  for (let index = 0; index < keys.length; index += 1) keys[index] = (targets[index]!.index - first) * ADDRESSES + addresses[index]!;
  let end = offset;
  for (const key of keys.sort()) end = writeEntry(bytes, end, key % ADDRESSES, kind | (Math.floor(key / ADDRESSES) + first));
  return end;
}

function writeEntry(bytes: Buffer, offset: number, address: number, word: number): number {
  return bytes.writeInt32LE(word, bytes.writeInt32LE(address, offset));
}

function writeSymbol(bytes: Buffer, offset: number, name: number, symbol: LinkedSymbol): void {
  const { definition } = symbol;
  bytes.writeUInt32LE(name, offset);
  if (definition === undefined) {
    bytes.writeUInt8(N_EXT, offset + 4);
    bytes.writeUInt16LE(DYNAMIC_LOOKUP | (symbol.isWeakReference ? N_WEAK_REF : 0), offset + 6);
    return;
  }
  const visibility = symbol.isExported ? N_EXT : symbol.isShared ? N_PEXT : 0;
  if (definition.kind === "absolute") {
    bytes.writeUInt8(N_ABS | visibility, offset + 4);
    bytes.writeBigUInt64LE(definition.value, offset + 8);
    return;
  }
  bytes.writeUInt8(N_SECT | visibility, offset + 4);
  bytes.writeUInt8(definition.kind === "placed" ? placed(definition.piece).section.output!.index : 0, offset + 5);
  const isWeak = symbol.isExported && definition.kind === "placed" && definition.isWeak;
  bytes.writeUInt16LE(isWeak ? N_WEAK_DEF : 0, offset + 6);
  // Addresses in a kext fit into the lower half.
  bytes.writeUInt32LE(addressOf(symbol) ?? 0, offset + 8);
}

/** In the high byte of `n_desc`: the symbol is looked for in all that the kext depends on. */
const DYNAMIC_LOOKUP = 0xfe00;

/** Names, each ended by a NUL. Offset 0 is a blank, so that no name is there. */
class StringPool {
  private readonly parts: string[] = [" "];
  private end = 2;

  /** Returns the offset of the name. */
  add(name: string): number {
    const offset = this.end;
    this.parts.push(name);
    this.end += name.length + 1;
    return offset;
  }

  bytes(): Buffer {
    const pool = Buffer.alloc(Math.ceil(this.end / TABLE_ALIGNMENT) * TABLE_ALIGNMENT);
    pool.write(`${this.parts.join("\0")}\0`, "latin1");
    return pool;
  }
}
