// The bitstream as a tree that is read as far as it is asked for.

import type { Window } from "./cursor.js";
import type { BitRecord } from "./record.js";
import { type Block, walk, walkBlock } from "./walk.js";

/** A record of the tree, to be kept. */
export interface RecordNode {
  readonly code: number;
  /** UNABBREVIATED, or the id of the abbreviation it was written with. */
  readonly abbreviationId: number;
  /** Where it begins, counted in bits from the file's first. */
  readonly bitOffset: number;
  /** Unsigned; as a bigint where a number is not exact. */
  readonly operands: readonly (number | bigint)[];
  readonly blob: Uint8Array | undefined;
}

/** A block of the tree. What is in it is read when it is asked for, and its blocks only once. */
export class BlockNode {
  readonly block: Block;
  readonly #bytes: Uint8Array;
  #blocks: readonly BlockNode[] | undefined;

  /** @internal */
  constructor(bytes: Uint8Array, block: Block) {
    this.#bytes = bytes;
    this.block = block;
  }

  get id(): number {
    return this.block.id;
  }

  /**
   * The blocks that stand directly in it, in order.
   *
   * @throws BitcodeError where the block breaks the bitstream's rules.
   */
  get blocks(): readonly BlockNode[] {
    if (this.#blocks !== undefined) return this.#blocks;
    const blocks: BlockNode[] = [];
    walkBlock(this.#bytes, this.block, {
      enterBlock: (block) => {
        if (block === this.block) return "codes";
        blocks.push(new BlockNode(this.#bytes, block));
        return false;
      },
    });
    return (this.#blocks = blocks);
  }

  /**
   * Reads the records that stand directly in it, in order, anew each time.
   *
   * @throws BitcodeError where the block breaks the bitstream's rules.
   */
  records(): RecordNode[] {
    const records: RecordNode[] = [];
    walkBlock(this.#bytes, this.block, {
      enterBlock: (block) => block === this.block,
      record: (record) => void records.push(recordNode(record)),
    });
    return records;
  }
}

/**
 * The blocks at the top of a bitstream, in order.
 *
 * @throws BitcodeError as `walk` does, here for headers of blocks alone.
 */
export function topLevelBlocks(source: Uint8Array | Window): BlockNode[] {
  const bytes = "bytes" in source ? source.bytes : source;
  const blocks: BlockNode[] = [];
  walk(source, {
    enterBlock(block) {
      blocks.push(new BlockNode(bytes, block));
      return false;
    },
  });
  return blocks;
}

function recordNode(record: BitRecord): RecordNode {
  const { code, abbreviationId, bitOffset, blob } = record;
  const operands = record.operands().map((operand, index) => (operand > Number.MAX_SAFE_INTEGER ? record.wideOperand(index) : operand));
  return { code, abbreviationId, bitOffset, operands, blob };
}
