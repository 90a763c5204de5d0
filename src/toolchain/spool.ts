import { type FileHandle, mkdtemp, open, rmdir, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";

/**
 * A file for what a program writes, read while it grows. For a program that writes each
 * line by itself, as llvm-objdump does: in a pipe that costs both sides a wake-up for each.
 */
export interface Spool {
  /** For the program's standard output. */
  readonly fd: number;
  /** Gives what is written until `ended` is fulfilled. */
  read(ended: Promise<unknown>): AsyncGenerator<Uint8Array, void, undefined>;
  close(): Promise<void>;
}

/** Makes a file that has no name any more, so that it goes with the last that has it open. Throws what the file system throws. */
export async function openSpool(): Promise<Spool> {
  const folder = await mkdtemp(join(tmpdir(), "kextir-"));
  const path = join(folder, "output");
  try {
    const file = await open(path, "wx+", 0o600);
    await unlink(path);
    return { fd: file.fd, read: (ended) => readGrowing(file, ended), close: () => file.close() };
  } finally {
    await rmdir(folder);
  }
}

const CHUNK = 2 ** 20;
const WAIT_MS = 4;

async function* readGrowing(file: FileHandle, ended: Promise<unknown>): AsyncGenerator<Uint8Array, void, undefined> {
  let isEnded = false;
  const end = ended.finally(() => (isEnded = true));
  for (let position = 0; ; ) {
    const isWhole = isEnded;
    // A new one each time: who takes a chunk may keep a part of it.
    const { bytesRead, buffer } = await file.read(Buffer.allocUnsafe(CHUNK), 0, CHUNK, position);
    position += bytesRead;
    if (bytesRead > 0) yield buffer.subarray(0, bytesRead);
    if (bytesRead === CHUNK) continue;
    if (!isWhole) await Promise.race([end, delay(WAIT_MS)]);
    else if (bytesRead === 0) return;
  }
}
