import { closeSync, fstatSync, openSync } from "node:fs";
import { constants } from "node:buffer";
import { InputError, UsageError } from "../support/diagnostic.js";
import { readFully } from "./descriptor.js";
import { isSystemError, reasonOf } from "./system-error.js";
import { isTerminal } from "./terminal.js";

/** A file that was read. */
export interface Input {
  /** As diagnostics name it. */
  readonly name: string;
  /** The file's path; undefined for standard input. */
  readonly path: string | undefined;
  readonly bytes: Buffer;
}

/**
 * Reads the file at `path`, or standard input for `-` and for nothing. Throws
 * InputError where it cannot be read, and UsageError rather than wait for somebody
 * to type a module into a terminal who named no input.
 */
export function readInput(path: string | undefined): Input {
  if (path === undefined || path === "-") {
    if (path === undefined && isTerminal(STANDARD_INPUT)) {
      throw new UsageError("there is no input", "kextir FILE.ll, or pipe a module into kextir; kextir --help says more");
    }
    return { name: "<stdin>", path: undefined, bytes: read(STANDARD_INPUT, "standard input") };
  }
  const descriptor = open(path);
  try {
    return { name: path, path, bytes: read(descriptor, `'${path}'`) };
  } finally {
    closeSync(descriptor);
  }
}

const STANDARD_INPUT = 0;

function open(path: string): number {
  try {
    return openSync(path, "r");
  } catch (error) {
    throw isSystemError(error) ? cannotRead(`'${path}'`, reasonOf(error)) : error;
  }
}

function read(descriptor: number, what: string): Buffer {
  try {
    const found = fstatSync(descriptor);
    const bytes = found.size > LIMIT ? undefined : readFully(descriptor, found.isFile() ? found.size : 0, LIMIT);
    if (bytes !== undefined) return bytes;
  } catch (error) {
    throw isSystemError(error) ? cannotRead(what, reasonOf(error)) : error;
  }
  throw cannotRead(what, "it is larger than 4 GiB", "split the crate into more codegen units");
}

// Offsets into a module are 32 bits wide.
const LIMIT = Math.min(constants.MAX_LENGTH, 2 ** 32) - 2;

function cannotRead(what: string, reason: string, fix?: string): InputError {
  return new InputError({ severity: "error", code: "cannot-read", message: `cannot read ${what}: ${reason}`, ...(fix === undefined ? {} : { fix }) });
}
