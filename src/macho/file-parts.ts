import { Cursor } from "./cursor.js";
import { MachOError } from "./macho-error.js";

/**
 * A Mach-O file as the parts that its headers and load commands name. Each byte
 * belongs to one part: a table that lies in another was put there by damage.
 */
export class FileParts {
  readonly bytes: Uint8Array;
  readonly #parts: Part[] = [];

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
  }

  /**
   * Takes a part. `at` is the file offset of the field that says where it is, for
   * the error that ends in where it would not be in the file.
   */
  take(offset: number | bigint, length: number | bigint, what: string, at: number): { readonly bytes: Uint8Array; readonly cursor: Cursor } {
    const window = fileWindow(this.bytes, offset, length, what, at);
    if (window.bytes.length > 0) this.#parts.push({ start: Number(offset), end: Number(offset) + window.bytes.length, what, at });
    return window;
  }

  /** Throws MachOError where two of the parts that were taken overlap. */
  refuseOverlaps(): void {
    const parts = [...this.#parts].sort((a, b) => a.start - b.start || a.at - b.at);
    let furthest: Part | undefined;
    for (const part of parts) {
      if (furthest !== undefined && part.start < furthest.end) {
        throw new MachOError("macho-overlap", `${part.what} and ${furthest.what} are said to be in the same place, 0x${part.start.toString(16)}`, part.at);
      }
      furthest = part;
    }
  }
}

interface Part {
  readonly start: number;
  readonly end: number;
  readonly what: string;
  readonly at: number;
}

/**
 * A window on the part of a file that a field points to. `at` is the file offset of
 * that field, for the error.
 */
export function fileWindow(
  file: Uint8Array,
  offset: number | bigint,
  length: number | bigint,
  what: string,
  at: number,
): { readonly bytes: Uint8Array; readonly cursor: Cursor } {
  const end = BigInt(offset) + BigInt(length);
  if (end > BigInt(file.length)) {
    throw new MachOError("macho-out-of-file", `${what} would end at 0x${end.toString(16)}, past the end of the file (0x${file.length.toString(16)})`, at);
  }
  const bytes = file.subarray(Number(offset), Number(end));
  return { bytes, cursor: new Cursor(bytes, Number(offset)) };
}
