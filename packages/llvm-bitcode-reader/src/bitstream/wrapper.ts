// The header that Darwin's tools put around a bitstream: five little-endian words, of which the third
// and fourth are the place and size of the bitstream. Source: LLVM's BitCodeFormat manual.

import { BitcodeError } from "./bitcode-error.js";
import type { Window } from "./cursor.js";

const RAW_MAGIC = [0x42, 0x43, 0xc0, 0xde] as const;
const WRAPPER_MAGIC = [0xde, 0xc0, 0x17, 0x0b] as const;
const WRAPPER_SIZE = 20;

/** Bytes that a bitstream of LLVM bitcode begins with, in each place where one begins. */
export const MAGIC_SIZE: number = RAW_MAGIC.length;

/** Whether bytes begin as a bitcode file does, raw (`BC C0 DE`) or in a wrapper (`0x0B17C0DE`). */
export function isBitcode(bytes: Uint8Array): boolean {
  return startsWith(bytes, 0, RAW_MAGIC) || isWrapper(bytes, 0);
}

/** Whether the magic of a raw bitstream stands at `at`. */
export function hasMagic(bytes: Uint8Array, at: number): boolean {
  return startsWith(bytes, at, RAW_MAGIC);
}

function isWrapper(bytes: Uint8Array, at: number): boolean {
  return startsWith(bytes, at, WRAPPER_MAGIC);
}

/**
 * The window of the raw bitstream: that inside the wrapper, or the window itself where there is none.
 *
 * @throws BitcodeError when it is no bitcode, or the wrapper tells of more than there is.
 */
export function unwrap({ bytes, start = 0, end = bytes.length }: Window): Required<Window> {
  if (hasMagic(bytes, start)) return { bytes, start, end };
  if (!isWrapper(bytes, start)) throw new BitcodeError("it does not begin as LLVM bitcode does", start * 8);
  if (end - start < WRAPPER_SIZE) throw new BitcodeError("the wrapper's header is cut short", end * 8);
  const header = new DataView(bytes.buffer, bytes.byteOffset + start, WRAPPER_SIZE);
  const offset = header.getUint32(8, true);
  const size = header.getUint32(12, true);
  if (offset + size > end - start) {
    throw new BitcodeError(`the wrapper tells of ${size} bytes at ${offset}, and there are ${end - start}`, (start + 8) * 8);
  }
  if (size < MAGIC_SIZE || !hasMagic(bytes, start + offset)) throw new BitcodeError("there is no bitcode where the wrapper says", (start + offset) * 8);
  return { bytes, start: start + offset, end: start + offset + size };
}

function startsWith(bytes: Uint8Array, at: number, magic: readonly number[]): boolean {
  return magic.every((byte, index) => bytes[at + index] === byte);
}
