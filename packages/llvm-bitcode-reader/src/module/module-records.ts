// What stands directly in a module's block: its records, kept, and the blocks in it, found but not read.

import type { BitRecord } from "../bitstream/record.js";
import type { RecordIndex } from "../bitstream/record-index.js";
import { type Block, walkBlock } from "../bitstream/walk.js";
import { BlockId, recordName } from "../codes/blocks.js";
import { ModuleCode } from "../codes/module.js";

/** A record that is kept as it was read. */
export interface KeptRecord {
  /** The block it stands in. */
  readonly blockId: number;
  readonly code: number;
  readonly operands: readonly number[];
  /** Counted in bits from the file's first. */
  readonly bitOffset: number;
}

/** A record or, without a code, a block of a kind newer than this library. */
export type Unknown = KeptRecord | { readonly blockId: number; readonly code: undefined; readonly bitOffset: number };

export interface ModuleRecords {
  /** Of the module's block: 0, 1 or 2. */
  readonly version: number;
  /** Texts by the code of their records, in order. */
  readonly texts: ReadonlyMap<number, readonly Uint8Array[]>;
  /** Globals, functions, aliases and ifuncs, in the order of their value numbers. */
  readonly values: readonly KeptRecord[];
  readonly comdats: readonly KeptRecord[];
  readonly hash: readonly number[] | undefined;
  /** Records and blocks of no known kind. */
  readonly unknown: readonly Unknown[];
  /** By id; blocks of one id in their order. */
  readonly blocks: ReadonlyMap<number, readonly Block[]>;
}

/**
 * Reads the records of a module's block, stepping over the blocks in it.
 *
 * @throws BitcodeError
 */
export function readModuleRecords(bytes: Uint8Array, moduleBlock: Block): ModuleRecords {
  let version = 0;
  let hash: readonly number[] | undefined;
  const texts = new Map<number, Uint8Array[]>();
  const values: KeptRecord[] = [];
  const comdats: KeptRecord[] = [];
  const unknown: Unknown[] = [];
  const blocks = new Map<number, Block[]>();
  walkBlock(bytes, moduleBlock, {
    enterBlock(block) {
      if (block === moduleBlock) return true;
      listIn(blocks, block.id).push(block);
      return false;
    },
    record(record) {
      switch (record.code) {
        case ModuleCode.VERSION:
          version = record.operand(0);
          break;
        case ModuleCode.TRIPLE:
        case ModuleCode.DATALAYOUT:
        case ModuleCode.ASM:
        case ModuleCode.SECTIONNAME:
        case ModuleCode.DEPLIB:
        case ModuleCode.GCNAME:
        case ModuleCode.SOURCE_FILENAME:
          listIn(texts, record.code).push(record.byteOperands());
          break;
        case ModuleCode.GLOBALVAR:
        case ModuleCode.FUNCTION:
        case ModuleCode.ALIAS:
        case ModuleCode.ALIAS_OLD:
        case ModuleCode.IFUNC:
          values.push(keep(record, moduleBlock.id));
          break;
        case ModuleCode.COMDAT:
          comdats.push(keep(record, moduleBlock.id));
          break;
        case ModuleCode.HASH:
          hash = record.operands();
          break;
        // Where the symbol table stands is seen; the other was never given a meaning.
        case ModuleCode.VSTOFFSET:
        case ModuleCode.METADATA_VALUES_UNUSED:
          break;
        default:
          unknown.push(keep(record, moduleBlock.id));
      }
    },
  });
  for (const [id, found] of blocks) {
    if (!KNOWN_BLOCKS.has(id)) for (const block of found) unknown.push({ blockId: id, code: undefined, bitOffset: block.bitOffset });
  }
  return { version, texts, values, comdats, hash, unknown, blocks };
}

const KNOWN_BLOCKS: ReadonlySet<number> = new Set(Object.values(BlockId));

/** Keeps a record that will be read over. */
export function keep(record: BitRecord, blockId: number): KeptRecord {
  return { blockId, code: record.code, operands: record.operands(), bitOffset: record.bitOffset };
}

/** The records of a block whose codes have no name. */
export function keepNameless(index: RecordIndex): KeptRecord[] {
  const { blockId, codes } = index;
  return codes.flatMap((code, position) => (recordName(blockId, code) === undefined ? [keep(index.read(position), blockId)] : []));
}

function listIn<Element>(lists: Map<number, Element[]>, key: number): Element[] {
  let list = lists.get(key);
  if (list === undefined) lists.set(key, (list = []));
  return list;
}
