import { FileParts } from "./file-parts.js";
import { readHeader } from "./header.js";
import { LC_UUID } from "./layout.js";
import { MachOError } from "./macho-error.js";

/** The 16 bytes of LC_UUID, without reading what else there is; undefined for a file that has none, of several architectures, or malformed. */
export function uuidOf(file: Uint8Array): Uint8Array | undefined {
  try {
    const command = readHeader(new FileParts(file)).loadCommands.find((one) => one.command === LC_UUID);
    return command?.body.subarray(0, 16);
  } catch (error) {
    if (error instanceof MachOError) return undefined;
    throw error;
  }
}
