// `kmod_info`, by which the kernel finds a kext's start and stop functions.
// Source: <mach/kmod.h>, which packs it to 4 bytes.

import type { MachO, Section } from "../../macho/macho.js";

/** Bytes of `kmod_info_t`. */
export const kmodInfoSize = 196;
/** Bytes of its name and version, their NULs included. */
const textSize = 64;

export interface KmodInfo {
  readonly address: number;
  readonly section: Section;
  readonly infoVersion: number;
  /** Undefined where it has no NUL at its end. */
  readonly name: string | undefined;
  readonly version: string | undefined;
  /** Addresses in the kext; 0 for none. */
  readonly start: number;
  readonly stop: number;
}

/** Addresses of the two pointers in it, from its own. */
export const startOffset = 180;
export const stopOffset = 188;

/** Reads it where its symbol is; a text for why that is not possible. */
export function readKmodInfo(object: MachO): KmodInfo | string {
  const symbol = object.symbols.find(({ kind, name }) => kind === "defined" && name === "_kmod_info");
  if (symbol?.section === undefined) return "the kext defines no _kmod_info";
  const { section } = symbol;
  const address = Number(symbol.value);
  const offset = address - Number(section.address);
  const bytes = section.contents?.subarray(offset, offset + kmodInfoSize);
  if (offset < 0 || bytes === undefined || bytes.length < kmodInfoSize) {
    return `_kmod_info at 0x${address.toString(16)} has no ${kmodInfoSize} bytes in section ${section.segment},${section.name}`;
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    address,
    section,
    infoVersion: view.getUint32(8, true),
    name: textAt(bytes, 16),
    version: textAt(bytes, 16 + textSize),
    start: Number(view.getBigUint64(startOffset, true)),
    stop: Number(view.getBigUint64(stopOffset, true)),
  };
}

function textAt(bytes: Uint8Array, offset: number): string | undefined {
  const field = bytes.subarray(offset, offset + textSize);
  const end = field.indexOf(0);
  return end < 0 ? undefined : Buffer.from(field.subarray(0, end)).toString("latin1");
}
