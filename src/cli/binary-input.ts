import { isMachO } from "../macho/images.js";
import { InputError } from "../support/diagnostic.js";
import { type Input, readInput } from "./input.js";

/** Reads a kext's binary. Throws InputError, naming the file, where it cannot be read or is no Mach-O file at all. */
export function readBinary(path: string | undefined): Input {
  const input = readInput(path);
  if (isMachO(input.bytes)) return input;
  throw new InputError({
    severity: "error",
    code: "macho-bad-magic",
    message: `'${input.name}' is not a Mach-O file`,
    fix: "give what 'kextir link' makes of objects, or what lies in NAME.kext/Contents/MacOS",
  });
}
