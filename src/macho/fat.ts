import { Cursor } from "./cursor.js";
import { fileWindow } from "./file-parts.js";
import * as layout from "./layout.js";
import { MachOError } from "./macho-error.js";

export interface Slice {
  readonly cpuType: number;
  readonly cpuSubtype: number;
  /** File offset of the slice. */
  readonly offset: number;
  /** A view of the file, for `readMachO`. */
  readonly bytes: Uint8Array;
}

/**
 * The slices of a file that holds several architectures, in its order; undefined
 * where the file is not of that kind.
 */
export function readSlices(file: Uint8Array): readonly Slice[] | undefined {
  if (file.length < layout.fatHeaderSize) return undefined;
  const cursor = new Cursor(file, 0, false);
  const magic = cursor.u32();
  if (magic !== layout.FAT_MAGIC && magic !== layout.FAT_MAGIC_64) return undefined;
  const wide = magic === layout.FAT_MAGIC_64;
  const countField = cursor.offset;
  const count = cursor.u32();
  if (count * (wide ? layout.fatArch64Size : layout.fatArchSize) > cursor.remaining) {
    // Java class files have the same magic, and a version in place of the count.
    throw new MachOError("macho-bad-count", `${count} slices do not fit into ${cursor.remaining} bytes`, countField);
  }
  return Array.from({ length: count }, (_, index) => readSlice(file, cursor, wide, index));
}

function readSlice(file: Uint8Array, cursor: Cursor, wide: boolean, index: number): Slice {
  const cpuType = cursor.u32();
  const cpuSubtype = cursor.u32();
  const field = cursor.offset;
  const offset = wide ? cursor.u64() : cursor.u32();
  const size = wide ? cursor.u64() : cursor.u32();
  cursor.skip(wide ? 8 : 4);
  const { bytes } = fileWindow(file, offset, size, `slice ${index}`, field);
  return { cpuType, cpuSubtype, offset: Number(offset), bytes };
}
