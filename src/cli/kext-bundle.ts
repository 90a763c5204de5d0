import { existsSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import type { Bundle } from "../audit/audit-input.js";
import { uuidOf } from "../macho/uuid.js";
import { InputError } from "../support/diagnostic.js";
import { isPlistDictionary, parsePlist } from "../support/plist.js";
import { type Input, readInput } from "./input.js";

/** A kext's folder: its binary, under the folder's name, and what stands around it. */
export interface KextBundle extends Input {
  readonly bundle: Bundle;
}

/** Whether a path leads to a folder. */
export function isFolder(path: string | undefined): path is string {
  return path !== undefined && path !== "-" && statSync(path, { throwIfNoEntry: false })?.isDirectory() === true;
}

/** Reads the Info.plist of `NAME.kext` and the binary that it names. Throws InputError where the folder is no kext's. */
export function readKextBundle(folder: string): KextBundle {
  const plistFile = join(folder, "Contents", "Info.plist");
  if (!existsSync(plistFile)) throw badBundle(`'${folder}' has no Contents/Info.plist`);
  const infoPlist = parsePlist(readInput(plistFile).bytes.toString("utf8"), plistFile);
  if (!isPlistDictionary(infoPlist)) throw badBundle(`'${plistFile}' holds no dictionary`);
  const executable = infoPlist["CFBundleExecutable"];
  if (typeof executable !== "string" || executable === "" || executable.includes("/")) throw badBundle(`'${plistFile}' names no CFBundleExecutable`);
  const file = join(folder, "Contents", "MacOS", executable);
  if (!existsSync(file)) throw badBundle(`'${folder}' has no Contents/MacOS/${executable}, which its Info.plist names as the binary`);
  const input = readInput(file);
  return { ...input, name: folder, bundle: { infoPlist, executable, debugSymbols: debugSymbolsOf(folder, executable, input.bytes) } };
}

/** The debug info in NAME.kext.dSYM; undefined where it is not of this very binary. */
function debugSymbolsOf(folder: string, executable: string, binary: Uint8Array): Uint8Array | undefined {
  const file = join(`${resolve(folder)}.dSYM`, "Contents", "Resources", "DWARF", executable);
  const uuid = uuidOf(binary);
  if (uuid === undefined || !existsSync(file)) return undefined;
  const { bytes } = readInput(file);
  return Buffer.compare(uuidOf(bytes) ?? NO_UUID, uuid) === 0 ? bytes : undefined;
}

const NO_UUID = new Uint8Array();

function badBundle(message: string): InputError {
  return new InputError({ severity: "error", code: "bad-bundle", message, fix: "a kext is a folder NAME.kext with Contents/Info.plist and Contents/MacOS/NAME" });
}
