import { MachOError } from "./macho-error.js";

/**
 * A window on a file that is read from front to back. It knows where in the
 * file it lies, so that an error names the offset in the file, and nothing
 * outside the window can be read through it.
 */
export class Cursor {
  private readonly view: DataView;
  /** File offset of the window's first byte. */
  private readonly base: number;
  private readonly littleEndian: boolean;
  private position = 0;

  constructor(bytes: Uint8Array, base = 0, littleEndian = true) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.base = base;
    this.littleEndian = littleEndian;
  }

  /** File offset of what is read next. */
  get offset(): number {
    return this.base + this.position;
  }

  get remaining(): number {
    return this.view.byteLength - this.position;
  }

  u8(): number {
    return this.view.getUint8(this.advance(1));
  }

  u16(): number {
    return this.view.getUint16(this.advance(2), this.littleEndian);
  }

  u32(): number {
    return this.view.getUint32(this.advance(4), this.littleEndian);
  }

  u64(): bigint {
    return this.view.getBigUint64(this.advance(8), this.littleEndian);
  }

  bytes(length: number): Uint8Array {
    const start = this.advance(length);
    return new Uint8Array(this.view.buffer, this.view.byteOffset + start, length);
  }

  /** The text of a field of fixed width, up to its first NUL; one character a byte. */
  fixedText(width: number): string {
    const text = Buffer.from(this.bytes(width)).toString("latin1");
    const end = text.indexOf("\0");
    return end < 0 ? text : text.slice(0, end);
  }

  skip(length: number): void {
    this.advance(length);
  }

  /** The next `length` bytes as a window of their own; `what` names them in the error. */
  window(length: number, what: string): Cursor {
    if (length > this.remaining) {
      throw new MachOError("macho-truncated", `${what} needs ${length} bytes and ${this.remaining} are left`, this.offset);
    }
    const offset = this.offset;
    return new Cursor(this.bytes(length), offset, this.littleEndian);
  }

  private advance(length: number): number {
    if (length > this.remaining) {
      throw new MachOError("macho-truncated", `the file ends where ${length} more bytes are needed`, this.offset);
    }
    const start = this.position;
    this.position += length;
    return start;
  }
}
