// The records of one block, found in one quick pass and read one by one when asked for.

import type { Abbreviation } from "./abbreviation.js";
import { BitCursor } from "./cursor.js";
import { BitRecord, UNABBREVIATED } from "./record.js";
import { type Block, FIRST_ABBREVIATION, walkBlock } from "./walk.js";

/** Where the records of a block stand; those of blocks in it do not count. */
export class RecordIndex {
  /** The code of each record, in order. */
  readonly codes: readonly number[];
  readonly #bitOffsets: readonly number[];
  // Definitions only ever add, so those of the whole block serve any record in it.
  readonly #abbreviations: readonly Abbreviation[];
  readonly #bytes: Uint8Array;
  readonly #block: Block;
  readonly #record = new BitRecord();

  /**
   * @param bytes those that `block` was found in.
   * @throws BitcodeError where the block breaks the bitstream's rules.
   */
  constructor(bytes: Uint8Array, block: Block) {
    const codes: number[] = [];
    const bitOffsets: number[] = [];
    const abbreviations = [...block.info.abbreviationsOf(block.id)];
    walkBlock(bytes, block, {
      enterBlock: (entered) => (entered === block ? "codes" : false),
      abbreviation: (abbreviation) => void abbreviations.push(abbreviation),
      record(record) {
        codes.push(record.code);
        bitOffsets.push(record.bitOffset);
      },
    });
    this.codes = codes;
    this.#bitOffsets = bitOffsets;
    this.#abbreviations = abbreviations;
    this.#bytes = bytes;
    this.#block = block;
  }

  /** The id of their block. */
  get blockId(): number {
    return this.#block.id;
  }

  /** Reads the record at `index`, below `codes.length`; it is filled anew by the next reading. */
  read(index: number): BitRecord {
    const { start, end, idWidth } = this.#block;
    const bitOffset = this.#bitOffsets[index];
    if (bitOffset === undefined) throw new RangeError(`no record ${index}`);
    const cursor = new BitCursor({ bytes: this.#bytes, start, end });
    cursor.skip(bitOffset - start * 8);
    const id = cursor.fixed(idWidth);
    const record = this.#record;
    record.abbreviationId = id;
    record.bitOffset = bitOffset;
    record.read(cursor, id === UNABBREVIATED ? undefined : this.#abbreviations[id - FIRST_ABBREVIATION], end);
    return record;
  }
}
