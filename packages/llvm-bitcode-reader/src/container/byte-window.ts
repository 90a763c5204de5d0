import { BitcodeError } from "../bitstream/bitcode-error.js";

/** A stretch of a file with numbers in it. Places are counted from the stretch's first byte, and no reading leaves it. */
export class ByteWindow {
  /** The whole file. */
  readonly bytes: Uint8Array;
  /** The stretch, in bytes of the file. */
  readonly start: number;
  readonly end: number;
  readonly #view: DataView;
  readonly #isLittleEndian: boolean;

  constructor(bytes: Uint8Array, start: number, end: number, isLittleEndian: boolean) {
    this.bytes = bytes;
    this.start = start;
    this.end = end;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#isLittleEndian = isLittleEndian;
  }

  get size(): number {
    return this.end - this.start;
  }

  /** The same stretch in another byte order. */
  inOrder(isLittleEndian: boolean): ByteWindow {
    return new ByteWindow(this.bytes, this.start, this.end, isLittleEndian);
  }

  /**
   * A part of it.
   *
   * @param what names the part when there is less of it than `size`, as in `section '.text'`.
   */
  part(at: number, size: number, what: string): ByteWindow {
    if (at > this.size || size > this.size - at) {
      throw this.error(`${what} of ${size} bytes at ${at} reaches past the end of what holds it`, Math.min(at, this.size));
    }
    return new ByteWindow(this.bytes, this.start + at, this.start + at + size, this.#isLittleEndian);
  }

  u8(at: number): number {
    return this.#view.getUint8(this.#place(at, 1));
  }

  u16(at: number): number {
    return this.#view.getUint16(this.#place(at, 2), this.#isLittleEndian);
  }

  u32(at: number): number {
    return this.#view.getUint32(this.#place(at, 4), this.#isLittleEndian);
  }

  /** As a number: sizes and places beyond 2^53 are beyond any file just as well. */
  u64(at: number): number {
    return Number(this.#view.getBigUint64(this.#place(at, 8), this.#isLittleEndian));
  }

  /** Text of `size` bytes, one character for each. */
  text(at: number, size: number): string {
    const start = this.#place(at, size);
    let text = "";
    for (let index = 0; index < size; index++) text += String.fromCharCode(this.bytes[start + index]!);
    return text;
  }

  /** Text up to a byte that ends it, or up to `longest` bytes where none comes. */
  textUpTo(at: number, longest: number, terminator = 0): string {
    const start = this.#place(at, 0);
    const most = this.bytes.subarray(start, Math.min(start + longest, this.end));
    const size = most.indexOf(terminator);
    return this.text(at, size < 0 ? most.length : size);
  }

  begins(magic: string): boolean {
    return this.size >= magic.length && this.text(0, magic.length) === magic;
  }

  error(reason: string, at: number): BitcodeError {
    return new BitcodeError(reason, (this.start + at) * 8);
  }

  #place(at: number, size: number): number {
    if (at > this.size || size > this.size - at) throw this.error("the file ends too early", Math.min(at, this.size));
    return this.start + at;
  }
}
