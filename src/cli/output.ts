// Where artifacts go. A regular file is written beside its place and renamed, so that nobody ever
// sees half of it and a failure leaves the old one; standard output and devices are written straight.

import { accessSync, chmodSync, closeSync, constants, lstatSync, openSync, readlinkSync, renameSync, statSync, unlinkSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { InputError } from "../support/diagnostic.js";
import { ClosedPipe, writeAll } from "./descriptor.js";
import { holdSignals, releaseSignals } from "./held-signals.js";
import { isSystemError, reasonOf } from "./system-error.js";

/** Something to be written. */
export interface Output {
  /** `-` and nothing mean standard output. */
  readonly path: string | undefined;
  readonly pieces: Iterable<Uint8Array>;
}

/**
 * Writes outputs, all or none of those that are regular files. Throws InputError
 * where one cannot be written, and ClosedPipe where nobody reads standard output.
 */
export function writeOutputs(outputs: readonly Output[]): void {
  const staged: StagedFile[] = [];
  try {
    for (const { path, pieces } of outputs) {
      const file = naming(path, () => stage(path, pieces));
      if (file !== undefined) staged.push(file);
    }
    for (let file; (file = staged.shift()) !== undefined; ) commit(file);
  } finally {
    for (const { temporary } of staged) unlinkSync(temporary);
    releaseSignals();
  }
}

/** A file that is written whole and not yet in its place. */
interface StagedFile {
  readonly given: string;
  readonly temporary: string;
  readonly place: string;
}

/** Writes a file beside its place; what is no regular file is written at once, and undefined given back. */
function stage(path: string | undefined, pieces: Iterable<Uint8Array>): StagedFile | undefined {
  const descriptor = descriptorNamed(path);
  if (path === undefined || descriptor !== undefined) {
    writePieces(descriptor ?? 1, pieces);
    return undefined;
  }
  const place = placeOf(path);
  if (place.isRegular) {
    holdSignals();
    return { given: path, temporary: writeBeside(place, pieces), place: place.path };
  }
  writeAndClose(openSync(place.path, "w"), pieces);
  return undefined;
}

function commit({ given, temporary, place }: StagedFile): void {
  naming(given, () => {
    try {
      renameSync(temporary, place);
    } catch (error) {
      unlinkSync(temporary);
      throw error;
    }
  });
}

// Opening these anew would lose the place in a file that the descriptor is redirected to.
function descriptorNamed(path: string | undefined): number | undefined {
  if (path === "-" || path === "/dev/stdout") return 1;
  if (path === "/dev/stderr") return 2;
  const number = /^\/(?:dev|proc\/self)\/fd\/(\d+)$/.exec(path ?? "")?.[1];
  return number === undefined ? undefined : Number(number);
}

interface Place {
  readonly path: string;
  /** A file that is there, or none yet: a new one can be renamed to here. */
  readonly isRegular: boolean;
  /** Permissions of the file that is there. */
  readonly mode?: number;
}

/** What stands at the end of a path's links. */
function placeOf(path: string, links = 0): Place {
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found === undefined) return { path, isRegular: true };
  if (found.isSymbolicLink()) {
    // The system, too, gives up at this many, and says so.
    if (links === MOST_LINKS) statSync(path);
    return placeOf(resolve(dirname(path), readlinkSync(path)), links + 1);
  }
  if (found.isDirectory()) throw cannotWrite(path, "it is a directory");
  // Renaming asks for no leave to write the file that goes.
  accessSync(path, constants.W_OK);
  return { path, isRegular: found.isFile(), mode: found.mode & 0o7777 };
}

const MOST_LINKS = 40;

/** Returns the path of the file that it wrote beside the place. */
function writeBeside({ path, mode }: Place, pieces: Iterable<Uint8Array>): string {
  const folder = dirname(path);
  if (lstatSync(folder, { throwIfNoEntry: false }) === undefined) throw cannotWrite(path, `there is no folder '${folder}'`);
  const { temporary, descriptor } = createIn(folder, basename(path));
  try {
    writeAndClose(descriptor, pieces);
    if (mode !== undefined) chmodSync(temporary, mode);
  } catch (error) {
    unlinkSync(temporary);
    throw error;
  }
  return temporary;
}

function createIn(folder: string, name: string): { readonly temporary: string; readonly descriptor: number } {
  for (let attempt = 0; ; attempt++) {
    // Shortened, for names have a greatest length.
    const temporary = join(folder, `.${name.slice(0, 100)}.kextir-${process.pid}-${attempt}`);
    try {
      return { temporary, descriptor: openSync(temporary, "wx") };
    } catch (error) {
      // Left by an earlier process of this number that was killed.
      if (!isSystemError(error) || error.code !== "EEXIST") throw error;
    }
  }
}

function writeAndClose(descriptor: number, pieces: Iterable<Uint8Array>): void {
  try {
    writePieces(descriptor, pieces);
  } finally {
    closeSync(descriptor);
  }
}

/** Writes many pieces with few calls; large ones without copying them. */
function writePieces(descriptor: number, pieces: Iterable<Uint8Array>): void {
  let gathered: Uint8Array[] = [];
  let length = 0;
  const flush = (): void => {
    const isFine = length < gathered.length * WORTH_COPYING;
    writeAll(descriptor, isFine ? [Buffer.concat(gathered, length)] : gathered);
    gathered = [];
    length = 0;
  };
  for (const piece of pieces) {
    gathered.push(piece);
    length += piece.length;
    if (length >= BLOCK_SIZE || gathered.length === MOST_PIECES) flush();
  }
  if (length > 0) flush();
}

const BLOCK_SIZE = 4 << 20;

/** How many pieces systems take in one call (POSIX's IOV_MAX). */
const MOST_PIECES = 1024;

/** Pieces smaller than this on average are copied together: for each the system call takes longer than that. */
const WORTH_COPYING = 1024;

function naming<T>(path: string | undefined, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ClosedPipe || !isSystemError(error)) throw error;
    throw cannotWrite(path, reasonOf(error));
  }
}

function cannotWrite(path: string | undefined, reason: string): InputError {
  const what = path === undefined || path === "-" ? "standard output" : `'${path}'`;
  return new InputError({ severity: "error", code: "cannot-write", message: `cannot write ${what}: ${reason}` });
}
