import { enlarged } from "./enlarged.js";

/**
 * Numbers strings of bytes: equal ones get the same number, from 0 in the order in which they
 * were first seen. Names of symbols and C's strings are told apart by their bytes, for there may
 * be a million of them, and few are ever needed as text.
 */
export class ByteStrings {
  private count = 0;
  /** All strings, one behind the other, and where each begins; behind the last, where the next will. */
  private bytes = new Uint8Array(FIRST_SIZE);
  private starts = new Uint32Array(FIRST_COUNT + 1);
  private hashes = new Int32Array(FIRST_COUNT);
  /** By hash the numbers plus one; 0 in free ones, which are half of them at least. A string whose place is taken stands in the next free one. */
  private slots = new Int32Array(2 * FIRST_COUNT);

  /** How many different strings there are. */
  get length(): number {
    return this.count;
  }

  /** Makes room for so many more. */
  reserve(more: number): void {
    let length = this.hashes.length;
    while (this.count + more >= length) length *= 2;
    if (length > this.hashes.length) this.grow(length);
  }

  /** The number of the string that is between two places in `source`, which is added if it is new. */
  add(source: Uint8Array, start: number, end: number): number {
    const hash = hashOf(source, start, end);
    const slot = this.slotOf(hash, source, start, end);
    const known = this.slots[slot]!;
    if (known !== 0) return known - 1;
    const number = this.count;
    this.append(source, start, end);
    this.hashes[number] = hash;
    this.slots[slot] = number + 1;
    this.count += 1;
    this.reserve(0);
    return number;
  }

  /** The number of a text of one character a byte; undefined where it was not added. */
  find(text: string): number | undefined {
    const source = Buffer.from(text, "latin1");
    const found = this.slots[this.slotOf(hashOf(source, 0, source.length), source, 0, source.length)]!;
    return found === 0 ? undefined : found - 1;
  }

  /** A string as text of one character a byte. */
  text(number: number): string {
    return Buffer.from(this.bytes.buffer, this.starts[number], this.size(number)).toString("latin1");
  }

  /** Bytes of a string. */
  size(number: number): number {
    return this.starts[number + 1]! - this.starts[number]!;
  }

  /** Copies a string to a place in `target`. Returns where it ends there. */
  copy(number: number, target: Uint8Array, offset: number): number {
    return copyBytes(this.bytes, this.starts[number]!, this.starts[number + 1]!, target, offset);
  }

  private slotOf(hash: number, source: Uint8Array, start: number, end: number): number {
    const mask = this.slots.length - 1;
    let slot = hash & mask;
    for (let known; (known = this.slots[slot]!) !== 0; slot = (slot + 1) & mask) {
      if (this.hashes[known - 1] === hash && this.equals(known - 1, source, start, end)) break;
    }
    return slot;
  }

  private equals(number: number, source: Uint8Array, start: number, end: number): boolean {
    const { bytes } = this;
    const own = this.starts[number]!;
    if (this.starts[number + 1]! - own !== end - start) return false;
    for (let index = start; index < end; index += 1) if (bytes[own + index - start] !== source[index]) return false;
    return true;
  }

  private append(source: Uint8Array, start: number, end: number): void {
    const own = this.starts[this.count]!;
    if (own + (end - start) > this.bytes.length) {
      const grown = new Uint8Array(2 * (own + (end - start)));
      grown.set(this.bytes);
      this.bytes = grown;
    }
    this.starts[this.count + 1] = copyBytes(source, start, end, this.bytes, own);
  }

  /** `length` is a power of two. */
  private grow(length: number): void {
    const { hashes, count } = this;
    this.hashes = enlarged(hashes, new Int32Array(length));
    this.starts = enlarged(this.starts, new Uint32Array(length + 1));
    const slots = new Int32Array(2 * length);
    const mask = slots.length - 1;
    for (let number = 0; number < count; number += 1) {
      let slot = hashes[number]! & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = number + 1;
    }
    this.slots = slots;
  }
}

const FIRST_SIZE = 1 << 16;
/** A power of two. */
const FIRST_COUNT = 1 << 10;

/** Copies bytes between two places. Returns where they end in `target`. */
export function copyBytes(source: Uint8Array, start: number, end: number, target: Uint8Array, offset: number): number {
  const shift = offset - start;
  if (end - start > FEW) target.set(source.subarray(start, end), offset);
  else for (let index = start; index < end; index += 1) target[index + shift] = source[index]!;
  return end + shift;
}

/** Bytes that a loop copies in less time than a call of `set` takes. */
const FEW = 128;

/** FNV-1a, whose low bits are then mixed with its high ones. */
function hashOf(bytes: Uint8Array, start: number, end: number): number {
  let hash = 0x811c9dc5;
  for (let index = start; index < end; index += 1) hash = Math.imul(hash ^ bytes[index]!, 0x01000193);
  return hash ^ (hash >>> 15);
}
