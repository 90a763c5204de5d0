// Takes apart what may hold several Mach-O files: fat files and static archives.

import { isArchive, readArchive } from "./archive.js";
import { readSlices, type Slice } from "./fat.js";
import { CPU_TYPE_ARM64, CPU_TYPE_X86_64, FAT_MAGIC, FAT_MAGIC_64, MH_CIGAM_64, MH_MAGIC, MH_MAGIC_64 } from "./layout.js";

/** A Mach-O file of one architecture, within another file or alone. */
export interface Image {
  /** `x86_64`, `list.o` or `list.o (x86_64)`; undefined where the file is nothing but this image. */
  readonly name: string | undefined;
  /** A view of the file, for `readMachO`. */
  readonly bytes: Uint8Array;
}

/** Whether a file is Mach-O, of one architecture or several. */
export function isMachO(file: Buffer): boolean {
  if (file.length < 4) return false;
  const magic = file.readUInt32LE();
  const isThin = magic === MH_MAGIC_64 || magic === MH_CIGAM_64 || magic === MH_MAGIC;
  return isThin || [FAT_MAGIC, FAT_MAGIC_64].includes(file.readUInt32BE());
}

/** The images of a file, in its order. Throws MachOError where what holds them is malformed; they are not looked into. */
export function readImages(file: Uint8Array): Image[] {
  const slices = readSlices(file);
  if (slices !== undefined) return slices.flatMap((slice) => withPlace(readImages(slice.bytes), architectureName(slice)));
  if (isArchive(file)) return readArchive(file).flatMap(({ name, bytes }) => withPlace(readImages(bytes), name));
  return [{ name: undefined, bytes: file }];
}

function withPlace(images: readonly Image[], place: string): Image[] {
  return images.map(({ name, bytes }) => ({ name: name === undefined ? place : `${name} (${place})`, bytes }));
}

function architectureName({ cpuType, cpuSubtype }: Slice): string {
  // The high byte of the subtype holds capability bits.
  const subtype = cpuSubtype & 0xffffff;
  if (cpuType === CPU_TYPE_X86_64) return subtype === 8 ? "x86_64h" : "x86_64";
  if (cpuType === CPU_TYPE_ARM64) return subtype === 2 ? "arm64e" : "arm64";
  return `cpu type 0x${cpuType.toString(16)}`;
}
