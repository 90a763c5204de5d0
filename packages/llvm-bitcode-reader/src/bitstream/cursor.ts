// A place in a bitstream, and the fields read from there. Fields are numbers of any width in bits,
// the low bits of a byte first. Source of the format: LLVM's BitCodeFormat manual.

import { BitcodeError } from "./bitcode-error.js";

/** A stretch of a file, in bytes. Places in it are told as places in the file. */
export interface Window {
  readonly bytes: Uint8Array;
  /** The first byte; 0 when absent. */
  readonly start?: number;
  /** Behind the last byte; the end of `bytes` when absent. */
  readonly end?: number;
}

/** The widest field that four bytes hold wherever in the first of them it begins. */
const WIDEST_IN_ONE_LOAD = 25;

/**
 * Reads fields and moves behind them. It never leaves its window: what would is a BitcodeError.
 * A place is kept as a byte and a bit in it, so that files of more than 2^32 bits need nothing else.
 */
export class BitCursor {
  readonly bytes: Uint8Array;
  /** The first byte of the bitstream, from which 32-bit words are counted. */
  origin: number;
  /** Behind the last byte of the window. */
  readonly end: number;
  /** What the field read last holds, where a number is not exact, which it is up to 2^53. */
  wide = 0n;

  readonly #view: DataView;
  readonly #lastWord: number;
  #byte: number;
  #bit = 0;

  constructor({ bytes, start = 0, end = bytes.length }: Window) {
    this.bytes = bytes;
    this.origin = start;
    this.end = end;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#lastWord = end - 4;
    this.#byte = start;
  }

  /** Counted from the file's first bit. */
  get bitOffset(): number {
    return this.#byte * 8 + this.#bit;
  }

  /** The byte that holds the next bit. */
  get byteOffset(): number {
    return this.#byte;
  }

  /** Bits left in the window. */
  get bitsLeft(): number {
    return (this.end - this.#byte) * 8 - this.#bit;
  }

  /** Moves to the first bit of a byte. */
  seek(byte: number): void {
    this.#byte = byte;
    this.#bit = 0;
  }

  /** Moves over bits without reading them. */
  skip(bits: number): void {
    if (bits > this.bitsLeft) throw this.#pastTheEnd();
    const bit = this.#bit + (bits % 8);
    this.#byte += Math.floor(bits / 8) + (bit >> 3);
    this.#bit = bit & 7;
  }

  /** Moves to the next whole 32-bit word of the bitstream. */
  alignToWord(): void {
    const bytes = this.#byte - this.origin + (this.#bit > 0 ? 1 : 0);
    const aligned = this.origin + Math.ceil(bytes / 4) * 4;
    if (aligned > this.end) throw this.#pastTheEnd();
    this.seek(aligned);
  }

  /** Reads an unsigned number of up to 64 bits; one that is not exact stands in `wide`. */
  fixed(width: number): number {
    const byte = this.#byte;
    if (width <= WIDEST_IN_ONE_LOAD && byte <= this.#lastWord) {
      const bits = this.#view.getUint32(byte, true) >>> this.#bit;
      this.#advance(width);
      return bits & ((1 << width) - 1);
    }
    return this.#wideFixed(width);
  }

  /**
   * Reads an unsigned number of up to 64 bits in chunks of `width`, 2 to 32, the highest bit of each
   * telling whether another follows; one that is not exact stands in `wide`.
   */
  vbr(width: number): number {
    // Most numbers have one or two chunks, and in most fields a single load brings both.
    if (2 * width <= WIDEST_IN_ONE_LOAD && this.#byte <= this.#lastWord) {
      const chunks = this.#view.getUint32(this.#byte, true) >>> this.#bit;
      const more = 1 << (width - 1);
      if ((chunks & more) === 0) {
        this.#advance(width);
        return chunks & (more - 1);
      }
      const second = chunks >>> width;
      if ((second & more) === 0) {
        this.#advance(2 * width);
        return (chunks & (more - 1)) | ((second & (more - 1)) << (width - 1));
      }
    }
    return this.#longVbr(width);
  }

  /** Moves over `count` numbers as `vbr` reads them, whatever their size. */
  skipVbrs(width: number, count: number): void {
    const chunksInOneLoad = Math.floor(WIDEST_IN_ONE_LOAD / width);
    const more = 1 << (width - 1);
    for (let left = count; left > 0; ) {
      if (chunksInOneLoad === 0 || this.#byte > this.#lastWord) {
        this.vbr(width);
        left--;
        continue;
      }
      let chunks = this.#view.getUint32(this.#byte, true) >>> this.#bit;
      let bits = 0;
      for (let chunk = chunksInOneLoad; chunk > 0 && left > 0; chunk--) {
        if ((chunks & more) === 0) left--;
        chunks >>>= width;
        bits += width;
      }
      this.#advance(bits);
    }
  }

  #longVbr(width: number): number {
    const start = this.bitOffset;
    const more = (1 << (width - 1)) >>> 0;
    let value = 0;
    let scale = 1;
    let shift = 0;
    // Takes over where a number would lose bits.
    let exact: bigint | undefined;
    for (;;) {
      const chunk = this.fixed(width);
      const bits = chunk >= more ? chunk - more : chunk;
      if (shift + width > EXACT_BITS) exact = (exact ?? BigInt(value)) | (BigInt(bits) << BigInt(shift));
      else value += bits * scale;
      if (chunk < more) break;
      shift += width - 1;
      scale *= more;
      // Without an end to empty chunks a number could take up the file.
      if (shift > LONGEST_VBR) throw new BitcodeError("a number of more than 64 bits", start);
    }
    if (exact === undefined) return value;
    if (exact >> 64n > 0n) throw new BitcodeError("a number of more than 64 bits", start);
    this.wide = exact;
    return Number(exact);
  }

  #wideFixed(width: number): number {
    if (width > this.bitsLeft) throw this.#pastTheEnd();
    let value = 0;
    let exact = 0n;
    for (let done = 0; done < width; ) {
      const take = Math.min(8 - this.#bit, width - done);
      const part = (this.bytes[this.#byte]! >> this.#bit) & ((1 << take) - 1);
      value += part * 2 ** done;
      if (width > 53) exact |= BigInt(part) << BigInt(done);
      done += take;
      this.skip(take);
    }
    if (value > Number.MAX_SAFE_INTEGER) this.wide = exact;
    return value;
  }

  /** Moves over a few bits that are known to be there. */
  #advance(bits: number): void {
    const next = this.#bit + bits;
    this.#byte += next >> 3;
    this.#bit = next & 7;
  }

  #pastTheEnd(): BitcodeError {
    return new BitcodeError("the file ends in the middle of a field", this.bitOffset);
  }
}

/** What a number holds without loss. */
const EXACT_BITS = 53;

/** Some writers pad numbers with chunks that hold nothing; more bits than this they do not. */
const LONGEST_VBR = 128;
