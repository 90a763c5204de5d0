// Reads what is to be Mach-O, and says of what cannot be any how to make it.

import { isArchive } from "../macho/archive.js";
import { isMachO } from "../macho/images.js";
import { InputError } from "../support/diagnostic.js";
import { type Input, readInput } from "./input.js";

/** Reads a kext's binary. Throws InputError, naming the file, where it cannot be read or is no Mach-O file at all. */
export function readBinary(path: string | undefined): Input {
  const input = readInput(path);
  if (isMachO(input.bytes)) return input;
  throw notMachO(`'${input.name}' is not a Mach-O file`, "give what 'kextir link' makes of objects, or what lies in NAME.kext/Contents/MacOS");
}

/**
 * Reads an object or an archive for the linker, which says what else can be wrong with it. Throws
 * InputError, naming the file, where it cannot be read, is empty or is text.
 */
export function readLinkInput(path: string): Input {
  const input = readInput(path);
  const start = input.bytes.toString("latin1", 0, 4);
  if (start !== "" && (!/^[\t\n\r -~]+$/.test(start) || isArchive(input.bytes))) return input;
  throw notMachO(`'${input.name}' is ${start === "" ? "empty" : "text"}, no object and no archive`, "'kextir compile IN.ll -o OUT.o' makes an object of IR, clang -mkernel -c one of C");
}

function notMachO(message: string, fix: string): InputError {
  return new InputError({ severity: "error", code: "macho-bad-magic", message, fix });
}
