import * as layout from "./layout.js";
import type { SymbolKind } from "./macho.js";
import { wordsOf } from "./words.js";

/**
 * A symbol table as it stands in the file. All of it was checked by `readSymbols`;
 * fields are decoded when they are asked for, for there may be a million symbols.
 */
export class SymbolList {
  static readonly empty = new SymbolList(new Uint8Array(), new Uint8Array());
  readonly length: number;
  /** The string table: the bytes of names, each ended by a NUL. */
  readonly strings: Uint8Array;
  /**
   * Four for each symbol: where its name is, what and where it is (from bit 0: n_type:8, n_sect:8, n_desc:16),
   * and the lower and upper half of its value. For loops over all symbols, where a call for each takes too long.
   */
  readonly words: Uint32Array;
  private text: string | undefined;

  /** Of an array of `nlist_64` and the string table. */
  constructor(entries: Uint8Array, strings: Uint8Array) {
    this.words = wordsOf(entries);
    this.length = entries.length / layout.symbolSize;
    this.strings = strings;
  }

  name(index: number): string {
    return this.nameAt(this.nameOffset(index));
  }

  /** The first byte of the name; 0 where there is no name. */
  initial(index: number): number {
    const offset = this.nameOffset(index);
    return offset === 0 ? 0 : this.strings[offset]!;
  }

  /** The name that an indirect symbol is another name of. */
  alias(index: number): string {
    return this.nameAt(this.nearValue(index));
  }

  /** Where the name begins in the string table; 0 where there is none. */
  nameOffset(index: number): number {
    return this.words[4 * index]!;
  }

  /** Where the name ends in the string table. */
  nameEnd(index: number): number {
    const { strings } = this;
    let end = this.nameOffset(index);
    // Offset 0 means no name, even where there is no string table.
    if (end !== 0) while (strings[end] !== 0) end += 1;
    return end;
  }

  /** The `n_type` byte. */
  type(index: number): number {
    return this.words[4 * index + 1]! & 0xff;
  }

  /** From 1; 0 where the symbol is in none. */
  sectionNumber(index: number): number {
    return (this.words[4 * index + 1]! >>> 8) & 0xff;
  }

  /** The `n_desc` bits. */
  description(index: number): number {
    return this.words[4 * index + 1]! >>> 16;
  }

  value(index: number): bigint {
    return (BigInt(this.words[4 * index + 3]!) << 32n) | BigInt(this.words[4 * index + 2]!);
  }

  /** The value, exact below 2^53. */
  nearValue(index: number): number {
    return this.words[4 * index + 3]! * 2 ** 32 + this.words[4 * index + 2]!;
  }

  isDebugEntry(index: number): boolean {
    return (this.type(index) & layout.N_STAB) !== 0;
  }

  isExternal(index: number): boolean {
    return (this.type(index) & (layout.N_STAB | layout.N_EXT)) === layout.N_EXT;
  }

  /** Undefined where Mach-O defines no such type. */
  kind(index: number): SymbolKind | undefined {
    const type = this.type(index);
    if ((type & layout.N_STAB) !== 0) return "debug";
    switch (type & layout.N_TYPE) {
      case layout.N_UNDF:
        // An external one with a value is C's tentative definition of that size.
        return (type & layout.N_EXT) !== 0 && this.nearValue(index) !== 0 ? "common" : "undefined";
      case layout.N_ABS:
        return "absolute";
      case layout.N_SECT:
        return "defined";
      case layout.N_PBUD:
        return "prebound";
      case layout.N_INDR:
        return "indirect";
      default:
        return undefined;
    }
  }

  private nameAt(offset: number): string {
    return offset === 0 ? "" : this.names().slice(offset, this.names().indexOf("\0", offset));
  }

  /** All names in one string, of which each is a slice: no name is a copy. */
  private names(): string {
    const { buffer, byteOffset, byteLength } = this.strings;
    return (this.text ??= Buffer.from(buffer, byteOffset, byteLength).toString("latin1"));
  }
}
