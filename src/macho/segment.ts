import { fileWindow, type Cursor } from "./cursor.js";
import * as layout from "./layout.js";
import { MachOError } from "./macho-error.js";
import type { Section, Segment } from "./macho.js";

/** A section of which the relocations, that need the symbols, are still to be read. */
export interface SectionHeader extends Omit<Section, "relocations"> {
  readonly relocationOffset: number;
  readonly relocationCount: number;
  /** File offset of the `reloff` field. */
  readonly relocationField: number;
}

export interface SegmentHeader extends Omit<Segment, "sections"> {
  readonly sections: readonly SectionHeader[];
}

/**
 * Reads an `LC_SEGMENT_64` whose command and size fields are already read.
 * `firstIndex` is the number of its first section.
 */
export function readSegment(file: Uint8Array, cursor: Cursor, firstIndex: number): SegmentHeader {
  const name = cursor.fixedText(16);
  const address = cursor.u64();
  const size = cursor.u64();
  const fileOffsetField = cursor.offset;
  const fileOffset = cursor.u64();
  const fileSize = cursor.u64();
  fileWindow(file, fileOffset, fileSize, `segment '${name}'`, fileOffsetField);
  const maximumProtection = cursor.u32();
  const initialProtection = cursor.u32();
  const countField = cursor.offset;
  const count = cursor.u32();
  const flags = cursor.u32();
  if (count * layout.sectionSize !== cursor.remaining) {
    throw new MachOError(
      "macho-bad-count",
      `segment '${name}' says it has ${count} sections, and its command has ${cursor.remaining} bytes for them`,
      countField,
    );
  }
  const sections: SectionHeader[] = [];
  for (let index = 0; index < count; index += 1) {
    const window = cursor.window(layout.sectionSize, "a section header");
    sections.push(readSectionHeader(file, window, firstIndex + index));
  }
  return {
    name,
    address,
    size,
    fileOffset: Number(fileOffset),
    fileSize: Number(fileSize),
    maximumProtection,
    initialProtection,
    flags,
    sections,
  };
}

function readSectionHeader(file: Uint8Array, cursor: Cursor, index: number): SectionHeader {
  const name = cursor.fixedText(16);
  const segment = cursor.fixedText(16);
  const address = cursor.u64();
  const size = cursor.u64();
  const fileOffsetField = cursor.offset;
  const fileOffset = cursor.u32();
  const alignment = cursor.u32();
  const relocationField = cursor.offset;
  const relocationOffset = cursor.u32();
  const relocationCount = cursor.u32();
  const flags = cursor.u32();
  const reserved = [cursor.u32(), cursor.u32(), cursor.u32()] as const;
  const type = flags & layout.SECTION_TYPE;
  const contents = isZerofill(type)
    ? undefined
    : fileWindow(file, fileOffset, size, `section '${segment},${name}'`, fileOffsetField).bytes;
  return {
    index,
    segment,
    name,
    address,
    size,
    alignment,
    fileOffset,
    type,
    attributes: (flags & layout.SECTION_ATTRIBUTES) >>> 0,
    reserved,
    contents,
    relocationOffset,
    relocationCount,
    relocationField,
  };
}

function isZerofill(type: number): boolean {
  return type === layout.S_ZEROFILL || type === layout.S_GB_ZEROFILL || type === layout.S_THREAD_LOCAL_ZEROFILL;
}
