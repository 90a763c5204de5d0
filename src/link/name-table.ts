import { copyBytes } from "./byte-strings.js";
import { enlarged } from "./enlarged.js";
import type { ImageSymbols } from "./image-symbols.js";
import type { SymbolTable } from "./symbol-table.js";

/** The names of an image's symbols, each with a NUL. */
export interface NameTable {
  readonly bytes: Uint8Array;
  /** Where each name is, in the order of the symbols. */
  readonly offsets: Uint32Array;
}

/** Gathers the names. */
export function nameTable(symbols: ImageSymbols, { shared }: SymbolTable): NameTable {
  const offsets = new Uint32Array(countOf(symbols));
  let count = 0;
  // A blank and a NUL are in front, so that no name is at offset 0.
  let bytes = new Uint8Array(FIRST_SIZE);
  bytes[0] = BLANK;
  let end = 2;
  const reserve = (size: number): void => {
    offsets[count] = end;
    count += 1;
    if (end + size >= bytes.length) bytes = enlarged(bytes, new Uint8Array(2 * (end + size)));
  };
  for (const { object: { object: { macho: { symbolList: list } } }, indices } of symbols.own) {
    for (const index of indices) {
      const start = list.nameOffset(index);
      const nameEnd = list.nameEnd(index);
      reserve(nameEnd - start);
      end = copyBytes(list.strings, start, nameEnd, bytes, end) + 1;
    }
  }
  for (const run of [symbols.hidden, symbols.defined, symbols.undefined]) {
    for (const symbol of run) {
      reserve(shared.names.size(symbol));
      end = shared.names.copy(symbol, bytes, end) + 1;
    }
  }
  return { bytes: bytes.subarray(0, end), offsets };
}

const BLANK = 0x20;
const FIRST_SIZE = 1 << 16;

function countOf({ own, hidden, defined, undefined: missing }: ImageSymbols): number {
  return own.reduce((sum, { indices }) => sum + indices.length, 0) + hidden.length + defined.length + missing.length;
}
