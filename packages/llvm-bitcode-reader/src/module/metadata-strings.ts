// Metadata strings since LLVM 3.9: one record with all of them, their lengths as a bitstream of its
// own in front of their characters.

import { BitcodeError } from "../bitstream/bitcode-error.js";
import { BitCursor } from "../bitstream/cursor.js";
import type { BitRecord } from "../bitstream/record.js";
import { decodeText } from "./text.js";

/** The strings of a METADATA_STRINGS record, decoded one by one when asked for. */
export class MetadataStrings implements Iterable<string> {
  static readonly NONE: MetadataStrings = new MetadataStrings(new Uint8Array(), undefined);

  readonly length: number;
  readonly #characters: Uint8Array;
  /** Where each ends in `#characters`. */
  readonly #ends: Uint32Array;

  /**
   * @param bytes those that the record was read from.
   * @throws BitcodeError where lengths and characters do not fit together.
   */
  constructor(bytes: Uint8Array, record: BitRecord | undefined) {
    const blob = record?.blob;
    const count = record?.operand(0) ?? 0;
    const charactersAt = record?.operand(1) ?? 0;
    if (record !== undefined && (blob === undefined || charactersAt > blob.length || count * SHORTEST_LENGTH > charactersAt * 8)) {
      throw new BitcodeError("metadata strings without room for their lengths", record.bitOffset);
    }
    this.length = count;
    this.#characters = blob?.subarray(charactersAt) ?? new Uint8Array();
    this.#ends = blob === undefined ? new Uint32Array() : readEnds(bytes, blob, charactersAt, count);
    const used = this.#ends.at(-1) ?? 0;
    if (record !== undefined && used > this.#characters.length) throw new BitcodeError("metadata strings reach past the end of their record", record.bitOffset);
  }

  at(id: number): string | undefined {
    if (id >= this.length) return undefined;
    return decodeText(this.#characters.subarray(id === 0 ? 0 : this.#ends[id - 1], this.#ends[id]));
  }

  *[Symbol.iterator](): Iterator<string> {
    for (let id = 0; id < this.length; id++) yield this.at(id)!;
  }
}

/** A length takes a chunk of six bits at least. */
const SHORTEST_LENGTH = 6;

function readEnds(bytes: Uint8Array, blob: Uint8Array, lengthsSize: number, count: number): Uint32Array {
  const start = blob.byteOffset - bytes.byteOffset;
  const cursor = new BitCursor({ bytes, start, end: start + lengthsSize });
  const ends = new Uint32Array(count);
  let end = 0;
  for (let id = 0; id < count; id++) ends[id] = end += cursor.vbr(SHORTEST_LENGTH);
  return ends;
}
