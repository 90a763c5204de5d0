// Writes NAME.kext, and NAME.kext.dSYM: beside its place and then renamed, so that nobody sees half of it and a failure leaves
// the old one.

import { accessSync, constants, cpSync, existsSync, lstatSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import type { KextFiles } from "../driver/kext/kext-bundle.js";
import { InputError } from "../support/diagnostic.js";
import type { FolderFile } from "../toolchain/debug-symbols.js";
import { holdSignals, releaseSignals } from "./held-signals.js";
import { isSystemError, reasonOf } from "./system-error.js";

/**
 * Makes the folder `NAME.kext`, or brings the one that is there up to date: what else it holds, such as
 * Resources, stays, but a signature, which would no longer be true, goes. Gives whether anything changed.
 *
 * @throws InputError where it cannot be written, or what is there is no kext.
 */
export function writeKextBundle(path: string, files: KextFiles): boolean {
  const { place, isThere } = bundlePlace(path);
  holdSignals();
  try {
    if (isUpToDate(place, files)) return false;
    replace(place, isThere, files);
    return true;
  } catch (error) {
    throw isSystemError(error) ? cannotWrite(path, reasonOf(error)) : error;
  } finally {
    releaseSignals();
  }
}

/** Where the bundle's folder is, or is to be: at the end of links. Throws InputError where none can be written, which a long build asks first. */
export function bundlePlace(path: string): { readonly place: string; readonly isThere: boolean } {
  try {
    const isThere = lstatSync(path, { throwIfNoEntry: false }) !== undefined;
    if (isThere && !existsSync(join(path, INFO_PLIST)) && (!isFolder(path) || readdirSync(path).length > 0)) throw cannotWrite(path, "what is there is no kext");
    const place = isThere ? realpathSync(path) : resolve(path);
    if (!existsSync(dirname(place))) throw cannotWrite(path, `there is no folder '${dirname(path)}'`);
    accessSync(dirname(place), constants.W_OK);
    return { place, isThere };
  } catch (error) {
    throw isSystemError(error) ? cannotWrite(path, reasonOf(error)) : error;
  }
}

/** Makes the folder `NAME.kext.dSYM`, in place of one that is there. Throws InputError where it cannot be written, or what is there is no dSYM. */
export function writeDebugSymbols(path: string, files: readonly FolderFile[]): void {
  holdSignals();
  try {
    if (existsSync(path) && !existsSync(join(path, "Contents", "Resources", "DWARF"))) throw cannotWrite(path, "what is there is no dSYM");
    if (files.every((file) => holds(join(path, file.path), file.bytes))) return;
    exchange(path, (made) => {
      for (const { path: inside, bytes } of files) {
        mkdirSync(join(made, dirname(inside)), { recursive: true });
        writeFileSync(join(made, inside), bytes);
      }
    });
  } catch (error) {
    throw isSystemError(error) ? cannotWrite(path, reasonOf(error)) : error;
  } finally {
    releaseSignals();
  }
}

function holds(file: string, bytes: Uint8Array): boolean {
  return existsSync(file) && readFileSync(file).equals(bytes);
}

const INFO_PLIST = join("Contents", "Info.plist");
const SIGNATURE = "_CodeSignature";

function replace(place: string, isThere: boolean, files: KextFiles): void {
  exchange(place, (made) => {
    if (isThere) cpSync(place, made, { recursive: true, verbatimSymlinks: true, filter: (source) => isKept(source.slice(place.length + 1)) });
    mkdirSync(join(made, "Contents", "MacOS"), { recursive: true });
    writeFileSync(join(made, "Contents", "MacOS", files.executable), files.binary, { mode: 0o755 });
    writeFileSync(join(made, INFO_PLIST), files.infoPlist);
  });
}

/** Has a folder made beside `place`, and puts it there. */
function exchange(place: string, make: (folder: string) => void): void {
  const workshop = mkdtempSync(join(dirname(place), `.${basename(place).slice(0, 100)}.kextir-`));
  try {
    const [made, old] = [join(workshop, "new"), join(workshop, "old")];
    make(made);
    const isThere = existsSync(place);
    if (isThere) renameSync(place, old);
    try {
      renameSync(made, place);
    } catch (error) {
      if (isThere) renameSync(old, place);
      throw error;
    }
  } finally {
    rmSync(workshop, { recursive: true, force: true });
  }
}

/** Whether something of the old bundle goes into the new one, by its path in it. */
function isKept(inside: string): boolean {
  return ![INFO_PLIST, join("Contents", "MacOS"), join("Contents", SIGNATURE)].includes(inside);
}

function isUpToDate(place: string, { executable, binary, infoPlist }: KextFiles): boolean {
  const file = join(place, "Contents", "MacOS", executable);
  return (
    existsSync(file) && existsSync(join(place, INFO_PLIST)) && readdirSync(dirname(file)).length === 1 &&
    readFileSync(file).equals(binary) && readFileSync(join(place, INFO_PLIST), "utf8") === infoPlist
  );
}

function isFolder(path: string): boolean {
  return lstatSync(path).isDirectory();
}

function cannotWrite(path: string, reason: string): InputError {
  return new InputError({ severity: "error", code: "cannot-write", message: `cannot write '${path}': ${reason}` });
}
