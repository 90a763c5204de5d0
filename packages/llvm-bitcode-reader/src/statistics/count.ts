// What a bitstream is made of, in numbers: those that llvm-bcanalyzer prints.

import type { Window } from "../bitstream/cursor.js";
import { UNABBREVIATED } from "../bitstream/record.js";
import { type Block, walk } from "../bitstream/walk.js";
import { unwrap } from "../bitstream/wrapper.js";

/** All of a bitstream. */
export interface BitstreamStatistics {
  /** Its size in bits, without the wrapper. */
  readonly bits: number;
  readonly topLevelBlocks: number;
  /** In the order of their ids. */
  readonly blocks: readonly BlockStatistics[];
}

/** All blocks of one id. */
export interface BlockStatistics {
  readonly blockId: number;
  readonly instances: number;
  /** Their size, headers and ends included, blocks in them not. */
  readonly bits: number;
  /** Blocks that stand directly in them. */
  readonly subBlocks: number;
  /** Abbreviations defined in them. */
  readonly abbreviations: number;
  readonly records: number;
  /** Records that follow an abbreviation. */
  readonly abbreviatedRecords: number;
  /** In the order of their codes. */
  readonly codes: readonly CodeStatistics[];
}

/** All records of one code in blocks of one id. */
export interface CodeStatistics {
  readonly code: number;
  readonly instances: number;
  readonly bits: number;
  /** How many follow an abbreviation. */
  readonly abbreviated: number;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

type BlockCounts = Mutable<Omit<BlockStatistics, "blockId" | "codes">> & { readonly codes: Map<number, Mutable<CodeStatistics>> };

/**
 * Counts the blocks and records of a bitstream.
 *
 * @throws BitcodeError as `walk` does.
 */
export function countBitstream(source: Uint8Array | Window): BitstreamStatistics {
  const window = unwrap("bytes" in source ? source : { bytes: source });
  const counts = new Map<number, BlockCounts>();
  let topLevelBlocks = 0;
  walk(window, {
    enterBlock({ id, parent }) {
      blockCounts(counts, id).instances++;
      if (parent === undefined) topLevelBlocks++;
      else blockCounts(counts, parent.id).subBlocks++;
      return "codes";
    },
    exitBlock(block) {
      const bits = block.end * 8 - block.headerBitOffset;
      blockCounts(counts, block.id).bits += bits;
      if (block.parent !== undefined) blockCounts(counts, block.parent.id).bits -= bits;
    },
    abbreviation(_abbreviation, { id }: Block) {
      blockCounts(counts, id).abbreviations++;
    },
    record({ code, abbreviationId, bitOffset }, { id }, bitEnd) {
      const block = blockCounts(counts, id);
      const isAbbreviated = abbreviationId !== UNABBREVIATED ? 1 : 0;
      block.records++;
      block.abbreviatedRecords += isAbbreviated;
      let ofCode = block.codes.get(code);
      if (ofCode === undefined) block.codes.set(code, (ofCode = { code, instances: 0, bits: 0, abbreviated: 0 }));
      ofCode.instances++;
      ofCode.bits += bitEnd - bitOffset;
      ofCode.abbreviated += isAbbreviated;
    },
  });
  const blocks = [...counts].sort(([a], [b]) => a - b).map(([blockId, { codes, ...block }]) => ({ blockId, ...block, codes: [...codes.values()].sort((a, b) => a.code - b.code) }));
  return { bits: (window.end - window.start) * 8, topLevelBlocks, blocks };
}

function blockCounts(counts: Map<number, BlockCounts>, id: number): BlockCounts {
  let block = counts.get(id);
  if (block === undefined) {
    block = { instances: 0, bits: 0, subBlocks: 0, abbreviations: 0, records: 0, abbreviatedRecords: 0, codes: new Map() };
    counts.set(id, block);
  }
  return block;
}
