// Walks through a bitstream from block to block and record to record.

import { type Abbreviation, readAbbreviation } from "./abbreviation.js";
import { BitcodeError } from "./bitcode-error.js";
import { BLOCKINFO_BLOCK, BlockInfo } from "./block-info.js";
import { BitCursor, type Window } from "./cursor.js";
import { BitRecord, UNABBREVIATED } from "./record.js";
import { hasMagic, MAGIC_SIZE, unwrap } from "./wrapper.js";

/** A block whose header was read. */
export interface Block {
  /** What kind of block it is. */
  readonly id: number;
  /** The block around it; undefined at the top. */
  readonly parent: Block | undefined;
  /** Where it is announced, counted in bits from the file's first. */
  readonly bitOffset: number;
  /** Where the rest of its header begins, behind its id, in bits: from here on a block is measured. */
  readonly headerBitOffset: number;
  /** Its content: from behind the header up to behind its end, in bytes of the file. */
  readonly start: number;
  readonly end: number;
  /** How wide the ids of abbreviations are in it, in bits. */
  readonly idWidth: number;
  /** The abbreviations that it and the blocks in it begin with. */
  readonly info: BlockInfo;
}

/** What a walk tells; whatever is absent is not asked for. */
export interface Visitor {
  /**
   * A block begins. False steps over it, which costs nothing; `"codes"` reads but the codes and
   * lengths of its records, which is quicker; anything else reads all.
   */
  enterBlock?(block: Block): boolean | "codes" | void;
  /** A block ends that was not stepped over. */
  exitBlock?(block: Block): void;
  /** A record, which ends before `bitEnd`; `record` is filled anew for the next one. */
  record?(record: BitRecord, block: Block, bitEnd: number): void;
  /** A block (BLOCKINFO: for blocks of another kind) defines an abbreviation. */
  abbreviation?(abbreviation: Abbreviation, block: Block): void;
}

/** The ids that every block understands, beside UNABBREVIATED. */
const END_BLOCK = 0;
const ENTER_SUBBLOCK = 1;
const DEFINE_ABBREV = 2;
/** The id of the first abbreviation; the ids of the others follow. */
export const FIRST_ABBREVIATION: number = 4;

/** How wide ids are outside all blocks. */
const TOP_LEVEL_ID_WIDTH = 2;

/** Modules have four blocks in one another; each that is open takes memory. */
const DEEPEST = 1000;

/** What is left at the end and too short for a block, its header and its end, is padding: archivers fill up their members. */
const SMALLEST_BLOCK = 12;

/**
 * Goes through all blocks and records of a bitstream, in order: raw or in a wrapper, with however
 * many modules, symbol and string tables, and padding. BLOCKINFO counts whether its block was
 * stepped over or not.
 *
 * @param source the bitstream; places are told as places in `source.bytes`.
 * @throws BitcodeError where the bitstream breaks its own rules. What `visitor` throws passes through.
 */
export function walk(source: Uint8Array | Window, visitor: Visitor): void {
  const window = unwrap("bytes" in source ? source : { bytes: source });
  const cursor = new BitCursor(window);
  const walker = new Walker(cursor, visitor);
  while (window.end - cursor.byteOffset >= SMALLEST_BLOCK) {
    // Files put together with `cat` have the magic once more, and linkers pad with zeros.
    if (hasMagic(window.bytes, cursor.byteOffset)) {
      cursor.origin = cursor.byteOffset;
      cursor.skip(MAGIC_SIZE * 8);
    } else if (isZero(window.bytes, cursor.byteOffset)) {
      cursor.skip(32);
    } else {
      walker.walkBlock();
    }
  }
}

/**
 * Goes through one block that a walk announced, as that walk would have. Blocks that were stepped
 * over can so be read when something of them is asked for.
 *
 * @param bytes those that were walked.
 * @throws what `walk` throws.
 */
export function walkBlock(bytes: Uint8Array, block: Block, visitor: Visitor): void {
  const cursor = new BitCursor({ bytes, start: block.start, end: block.end });
  new Walker(cursor, visitor, block.info).walkInside(block);
}

function isZero(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0 && bytes[at + 1] === 0 && bytes[at + 2] === 0 && bytes[at + 3] === 0;
}

/** A block that is being read. */
interface Frame {
  readonly block: Block;
  readonly inherited: readonly Abbreviation[];
  /** Those defined in the block itself, counted on from the inherited ones. */
  readonly own: Abbreviation[];
  /** What its definitions go to, where it is a BLOCKINFO block. */
  readonly info: BlockInfo | undefined;
  readonly codesOnly: boolean;
  /** Whether the visitor hears of it. */
  readonly isTold: boolean;
}

class Walker {
  readonly #cursor: BitCursor;
  readonly #visitor: Visitor;
  readonly #record = new BitRecord();
  #blockInfo: BlockInfo;

  constructor(cursor: BitCursor, visitor: Visitor, blockInfo: BlockInfo = new BlockInfo()) {
    this.#cursor = cursor;
    this.#visitor = visitor;
    this.#blockInfo = blockInfo;
  }

  /** Walks through the block that must come next outside all others. */
  walkBlock(): void {
    const cursor = this.#cursor;
    const start = cursor.bitOffset;
    const id = cursor.fixed(TOP_LEVEL_ID_WIDTH);
    if (id !== ENTER_SUBBLOCK) throw new BitcodeError(`expected a block, found id ${id}`, start);
    this.#walkFrame(this.#enter(undefined, start));
  }

  /** Walks through a block whose content the cursor stands at. */
  walkInside(block: Block): void {
    this.#walkFrame(this.#frameOf(block, true));
  }

  #walkFrame(outermost: Frame | undefined): void {
    const around: Frame[] = [];
    for (let frame = outermost; frame !== undefined; ) {
      const inner = this.#walkRecords(frame);
      if (inner !== undefined) {
        if (around.length === DEEPEST) throw new BitcodeError(`more than ${DEEPEST} blocks in one another`, inner.block.bitOffset);
        around.push(frame);
        frame = inner;
        continue;
      }
      if (frame.info !== undefined) this.#blockInfo = frame.info;
      if (frame.isTold) this.#visitor.exitBlock?.(frame.block);
      frame = around.pop();
    }
  }

  /** Reads on in a block up to its end (then undefined) or a block in it. */
  #walkRecords(frame: Frame): Frame | undefined {
    const cursor = this.#cursor;
    const { block, info, isTold } = frame;
    for (;;) {
      const start = cursor.bitOffset;
      const id = cursor.fixed(block.idWidth);
      switch (id) {
        case END_BLOCK:
          cursor.alignToWord();
          if (cursor.byteOffset !== block.end) throw new BitcodeError("a block does not end where its header says", start);
          return undefined;
        case ENTER_SUBBLOCK: {
          const inner = this.#enter(frame, start);
          if (inner !== undefined) return inner;
          break;
        }
        case DEFINE_ABBREV: {
          const abbreviation = readAbbreviation(cursor);
          if (info !== undefined) info.define(abbreviation, start);
          else frame.own.push(abbreviation);
          if (isTold) this.#visitor.abbreviation?.(abbreviation, block);
          break;
        }
        default:
          this.#readRecord(frame, id, start);
      }
      if (cursor.byteOffset >= block.end) throw new BitcodeError("a block goes on behind its end", start);
    }
  }

  #readRecord(frame: Frame, id: number, start: number): void {
    const record = this.#record;
    record.abbreviationId = id;
    record.bitOffset = start;
    const abbreviation = id === UNABBREVIATED ? undefined : abbreviationOf(frame, id, start);
    if (frame.codesOnly) record.readCode(this.#cursor, abbreviation, frame.block.end);
    else record.read(this.#cursor, abbreviation, frame.block.end);
    frame.info?.take(record);
    if (frame.isTold) this.#visitor.record?.(record, frame.block, this.#cursor.bitOffset);
  }

  /** Reads a block's header; undefined where the block was stepped over. */
  #enter(around: Frame | undefined, bitOffset: number): Frame | undefined {
    const cursor = this.#cursor;
    const id = cursor.vbr(8);
    const headerBitOffset = cursor.bitOffset;
    const idWidth = cursor.vbr(4);
    cursor.alignToWord();
    const lengthAt = cursor.bitOffset;
    const size = cursor.fixed(32) * 4;
    const start = cursor.byteOffset;
    const end = start + size;
    if (end > (around?.block.end ?? cursor.end)) {
      throw new BitcodeError(`a block of ${size} bytes reaches past the end of ${around === undefined ? "the file" : "the one around it"}`, lengthAt);
    }
    const block: Block = { id, parent: around?.block, bitOffset, headerBitOffset, start, end, idWidth, info: this.#blockInfo };
    const frame = this.#frameOf(block, around?.isTold ?? true);
    if (frame === undefined) cursor.seek(end);
    return frame;
  }

  /** Asks the visitor about a block; undefined where it is to be stepped over. */
  #frameOf(block: Block, isAroundTold: boolean): Frame | undefined {
    const wish = isAroundTold ? this.#visitor.enterBlock?.(block) : false;
    const info = block.id === BLOCKINFO_BLOCK ? new BlockInfo() : undefined;
    if (wish === false && info === undefined) return undefined;
    // Narrower ids cannot tell the four that every block has from one another.
    if (block.idWidth < 2 || block.idWidth > 32) throw new BitcodeError(`ids of ${block.idWidth} bits`, block.headerBitOffset);
    return {
      block,
      inherited: block.info.abbreviationsOf(block.id),
      own: [],
      info,
      codesOnly: wish === "codes" && info === undefined,
      isTold: wish !== false,
    };
  }
}

function abbreviationOf({ inherited, own }: Frame, id: number, start: number): Abbreviation {
  const index = id - FIRST_ABBREVIATION;
  const abbreviation = inherited[index] ?? own[index - inherited.length];
  if (abbreviation === undefined) throw new BitcodeError(`abbreviation ${id} is not defined`, start);
  return abbreviation;
}
