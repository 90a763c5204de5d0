// BLOCKINFO: abbreviations that all blocks of a kind begin with.

import type { Abbreviation } from "./abbreviation.js";
import { BitcodeError } from "./bitcode-error.js";
import type { BitRecord } from "./record.js";

/** The id of the block that holds them. */
export const BLOCKINFO_BLOCK = 0;

const SETBID = 1;

/** Gathers what a BLOCKINFO block says; a later one of the same stream takes its place as a whole. */
export class BlockInfo {
  readonly #abbreviations = new Map<number, Abbreviation[]>();
  #current: Abbreviation[] | undefined;

  /** The abbreviations that blocks of a kind begin with. */
  abbreviationsOf(blockId: number): readonly Abbreviation[] {
    return this.#abbreviations.get(blockId) ?? [];
  }

  /** A record of the BLOCKINFO block: SETBID says which blocks the definitions behind it are for. */
  take(record: BitRecord): void {
    if (record.code !== SETBID) return;
    const blockId = record.operand(0);
    this.#current = this.#abbreviations.get(blockId) ?? [];
    this.#abbreviations.set(blockId, this.#current);
  }

  /** @param bitOffset where it was defined. */
  define(abbreviation: Abbreviation, bitOffset: number): void {
    if (this.#current === undefined) throw new BitcodeError("an abbreviation in BLOCKINFO for no kind of block", bitOffset);
    this.#current.push(abbreviation);
  }
}
