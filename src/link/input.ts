// What is given to the linker: objects, and archives from which members are taken as they are needed.

import { type ArchiveMember, isArchive, readArchive } from "../macho/archive.js";
import { readSlices } from "../macho/fat.js";
import { CPU_TYPE_X86_64, MH_MAGIC_64, MH_OBJECT } from "../macho/layout.js";
import { MachOError } from "../macho/macho-error.js";
import type { MachO } from "../macho/macho.js";
import { readMachO } from "../macho/read.js";
import { InputError } from "../support/diagnostic.js";

/** A file that is to be linked. */
export interface LinkInput {
  /** As messages name it. */
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** An object of which all is linked. */
export interface InputObject {
  /** `list.o`, or `libx.a(list.o)` for a member. */
  readonly name: string;
  /** The file. */
  readonly bytes: Uint8Array;
  readonly macho: MachO;
}

/** Members that are linked if they define what is missing. */
export interface InputArchive {
  readonly name: string;
  readonly members: readonly ArchiveMember[];
}

/**
 * Tells objects and archives apart; of a fat file the x86_64 slice counts. Throws
 * InputError where a file is neither, or holds no x86_64 object.
 */
export function readInput({ name, bytes }: LinkInput): InputObject | InputArchive {
  const slice = readSlices(bytes)?.find(({ cpuType }) => cpuType === CPU_TYPE_X86_64);
  const file = slice?.bytes ?? bytes;
  if (isArchive(file)) return { name, members: naming(name, () => readArchive(file)) };
  return readObject(name, file);
}

/** Reads an object. Throws InputError, naming it, where it is none that can go into a kext. */
export function readObject(name: string, bytes: Uint8Array): InputObject {
  const macho = naming(name, () => readMachO(bytes));
  if (macho.architecture !== "x86_64") {
    throw notLinkable(name, `is for ${macho.architecture}`, "compile it for x86_64-apple-macosx: kexts for arm64 are linked on a Mac");
  }
  if (macho.fileType !== MH_OBJECT) {
    throw notLinkable(name, `is no object but a file of Mach-O type ${macho.fileType}`, "give the objects that it was linked from");
  }
  const distant = macho.sections.find(({ address, size }) => address + size > BigInt(Number.MAX_SAFE_INTEGER));
  if (distant !== undefined) throw notLinkable(name, `has section '${distant.segment},${distant.name}' at 0x${distant.address.toString(16)}`, "the object is damaged: compile it again");
  return { name, bytes, macho };
}

/** Whether a member can be an object at all; archives of Rust's also hold metadata. */
export function isObject(bytes: Uint8Array): boolean {
  return bytes.length >= 4 && new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === MH_MAGIC_64;
}

function naming<T>(name: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof MachOError)) throw error;
    throw new InputError(...error.diagnostics.map((diagnostic) => ({ ...diagnostic, message: `'${name}': ${diagnostic.message}` })));
  }
}

function notLinkable(name: string, why: string, fix: string): InputError {
  return new InputError({ severity: "error", code: "link-bad-input", message: `'${name}' ${why}`, fix });
}
