// Reads and writes whole file descriptors. Node's streams do the same; setting one up takes longer
// than filtering a small module does.

import { readSync, writeSync, writevSync } from "node:fs";
import { isSystemError } from "./system-error.js";

/** Thrown where nobody reads any more what is written; the process ends quietly then. */
export class ClosedPipe extends Error {
  override readonly name = "ClosedPipe";
}

/** Writes all of `bytes`. Throws ClosedPipe, or the system's error. */
export function writeFully(descriptor: number, bytes: Uint8Array): void {
  for (let at = 0; at < bytes.length; ) {
    const written = retrying(() => writeSync(descriptor, bytes, at, Math.min(bytes.length - at, LARGEST_TRANSFER)));
    at += written;
  }
}

/** Writes all of `pieces`, one after the other. Throws ClosedPipe, or the system's error. */
export function writeAll(descriptor: number, pieces: readonly Uint8Array[]): void {
  if (pieces.length === 1) return writeFully(descriptor, pieces[0]!);
  let written = retrying(() => writevSync(descriptor, pieces));
  for (const piece of pieces) {
    // What a system call left over goes piece by piece.
    if (written < piece.length) writeFully(descriptor, piece.subarray(written));
    written = Math.max(0, written - piece.length);
  }
}

/**
 * Reads to the end; undefined where that is more than `limit` bytes. `expected` is how
 * many there seem to be; a file that grows meanwhile, a pipe and /proc's files hold more.
 */
export function readFully(descriptor: number, expected: number, limit: number): Buffer | undefined {
  // One more, so that the end is seen without growing.
  let buffer = Buffer.allocUnsafeSlow(Math.max(expected + 1, 64 * 1024));
  let length = 0;
  for (;;) {
    if (length > limit) return undefined;
    if (length === buffer.length) {
      const larger = Buffer.allocUnsafeSlow(Math.min(buffer.length * 2, limit + 1));
      buffer.copy(larger);
      buffer = larger;
    }
    const count = retrying(() => readSync(descriptor, buffer, length, Math.min(buffer.length - length, LARGEST_TRANSFER), null));
    if (count === 0) return buffer.subarray(0, length);
    length += count;
  }
}

// Node refuses more than an int holds.
const LARGEST_TRANSFER = 1 << 30;

// A descriptor that another program made non-blocking, as parents that are Node programs do with
// pipes, asks to try again later.
function retrying(transfer: () => number): number {
  for (;;) {
    try {
      return transfer();
    } catch (error) {
      if (!isSystemError(error)) throw error;
      if (error.code === "EPIPE") throw new ClosedPipe();
      if (error.code === "EOF") return 0;
      if (error.code !== "EAGAIN") throw error;
      sleep(2);
    }
  }
}

function sleep(milliseconds: number): void {
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, milliseconds);
}
