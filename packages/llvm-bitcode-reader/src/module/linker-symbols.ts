// The symbol table that writers since LLVM 5 leave for linkers, in words of 32 bits: what llvm-nm and
// lld ask instead of the modules. It also knows the symbols of assembly. Source of its layout:
// llvm/Object/IRSymtab.h, the same in LLVM 13 to 22.

import { BitcodeError } from "../bitstream/bitcode-error.js";
import { VISIBILITIES, type Visibility } from "../codes/global-values.js";
import { decodeText } from "./text.js";

export interface LinkerSymbol {
  /** As in the object file: with the target's prefix. */
  readonly name: string;
  /** Of the global value; empty for one without a name, and for a symbol of assembly. */
  readonly irName: string;
  readonly visibility: Visibility;
  readonly isUndefined: boolean;
  readonly isWeak: boolean;
  readonly isCommon: boolean;
  readonly isIndirect: boolean;
  /** Kept though nothing seems to use it. */
  readonly isUsed: boolean;
  readonly isThreadLocal: boolean;
  readonly isGlobal: boolean;
  /** Of no concern to linkers: `llvm.*` and private symbols. */
  readonly isFormatSpecific: boolean;
  readonly isExecutable: boolean;
}

/** The one layout there has been since LLVM 9. Others are left unread. */
const VERSION = 3;

/** Words of the header: ranges are a place in bytes and a count. */
const MODULES_AT = 3;
const SYMBOLS_AT = 7;
const HEADER_WORDS = 19;

const WORDS_OF_MODULE = 3;
/** Name and IR name (place and size in the string table each), comdat, flags. */
const WORDS_OF_SYMBOL = 6;
const FLAGS_AT = 5;

/** By their bits; the lowest two are the visibility. */
const Flag = { UNDEFINED: 3, WEAK: 4, COMMON: 5, INDIRECT: 6, USED: 7, THREAD_LOCAL: 8, GLOBAL: 10, FORMAT_SPECIFIC: 11, EXECUTABLE: 13 } as const;

/**
 * The symbols of one of the modules that share a table.
 *
 * @param moduleIndex its number among them.
 * @param bitOffset where the table stands, for errors.
 * @returns undefined for a table of another layout.
 * @throws BitcodeError where the table points outside of itself or of `strtab`.
 */
export function readLinkerSymbols(symtab: Uint8Array, strtab: Uint8Array, moduleIndex: number, bitOffset: number): LinkerSymbol[] | undefined {
  const table = new SymbolTable(symtab, strtab, bitOffset);
  if (symtab.length < HEADER_WORDS * 4 || table.word(0) !== VERSION) return undefined;
  const module = table.entry(MODULES_AT, WORDS_OF_MODULE, moduleIndex);
  if (module === undefined) return undefined;
  const symbols: LinkerSymbol[] = [];
  for (let index = table.word(module); index < table.word(module + 1); index++) {
    const at = table.entry(SYMBOLS_AT, WORDS_OF_SYMBOL, index);
    if (at === undefined) throw new BitcodeError(`symbol ${index} of the linker's table is not there`, bitOffset);
    symbols.push(symbolAt(table, at));
  }
  return symbols;
}

function symbolAt(table: SymbolTable, at: number): LinkerSymbol {
  const flags = table.word(at + FLAGS_AT);
  const has = (bit: number): boolean => ((flags >>> bit) & 1) === 1;
  return {
    name: table.text(at),
    irName: table.text(at + 2),
    visibility: VISIBILITIES[flags & 3] ?? "default",
    isUndefined: has(Flag.UNDEFINED),
    isWeak: has(Flag.WEAK),
    isCommon: has(Flag.COMMON),
    isIndirect: has(Flag.INDIRECT),
    isUsed: has(Flag.USED),
    isThreadLocal: has(Flag.THREAD_LOCAL),
    isGlobal: has(Flag.GLOBAL),
    isFormatSpecific: has(Flag.FORMAT_SPECIFIC),
    isExecutable: has(Flag.EXECUTABLE),
  };
}

class SymbolTable {
  readonly #words: DataView;
  readonly #strtab: Uint8Array;
  readonly #bitOffset: number;

  constructor(symtab: Uint8Array, strtab: Uint8Array, bitOffset: number) {
    this.#words = new DataView(symtab.buffer, symtab.byteOffset, symtab.byteLength);
    this.#strtab = strtab;
    this.#bitOffset = bitOffset;
  }

  word(index: number): number {
    if ((index + 1) * 4 > this.#words.byteLength) throw new BitcodeError("the linker's table points outside of itself", this.#bitOffset);
    return this.#words.getUint32(index * 4, true);
  }

  /** The first word of an entry of the range whose place stands at `rangeAt`; undefined behind its last. */
  entry(rangeAt: number, words: number, index: number): number | undefined {
    return index < this.word(rangeAt + 1) ? this.word(rangeAt) / 4 + index * words : undefined;
  }

  text(at: number): string {
    const start = this.word(at);
    const end = start + this.word(at + 1);
    if (end > this.#strtab.length) throw new BitcodeError("the linker's table names a text outside of the string table", this.#bitOffset);
    return decodeText(this.#strtab.subarray(start, end));
  }
}
