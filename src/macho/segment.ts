import type { Cursor } from "./cursor.js";
import { fileWindow, type FileParts } from "./file-parts.js";
import * as layout from "./layout.js";
import { MachOError } from "./macho-error.js";
import type { Section, Segment } from "./macho.js";

/** A section of which the relocations, that need the symbols, are still to be read. */
export interface SectionHeader extends Omit<Section, "relocations" | "relocationTable"> {
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
export function readSegment(file: FileParts, cursor: Cursor, firstIndex: number): SegmentHeader {
  const name = cursor.fixedText(16);
  const address = cursor.u64();
  const size = cursor.u64();
  const fileOffsetField = cursor.offset;
  const fileOffset = cursor.u64();
  const fileSize = cursor.u64();
  // Not taken as a part: its sections, or the tables in it, are.
  fileWindow(file.bytes, fileOffset, fileSize, `segment '${name}'`, fileOffsetField);
  if (size !== 0n && fileSize > size) {
    throw new MachOError("macho-bad-segment", `segment '${name}' has more bytes in the file than in memory`, fileOffsetField + 8);
  }
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
  for (const section of sections) checkPlace(section, { name, address, size });
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

function readSectionHeader(file: FileParts, cursor: Cursor, index: number): SectionHeader {
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
    : file.take(fileOffset, size, `section '${segment},${name}'`, fileOffsetField).bytes;
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

/** Throws MachOError where a section is not within its segment in memory. */
function checkPlace(section: SectionHeader, segment: Pick<Segment, "name" | "address" | "size">): void {
  const isInside = section.address >= segment.address && section.address + section.size <= segment.address + segment.size;
  if (isInside || segment.size === 0n) return;
  throw new MachOError(
    "macho-bad-section",
    `section '${section.segment},${section.name}' does not lie within segment '${segment.name}'`,
    section.relocationField - 24,
  );
}

function isZerofill(type: number): boolean {
  return type === layout.S_ZEROFILL || type === layout.S_GB_ZEROFILL || type === layout.S_THREAD_LOCAL_ZEROFILL;
}
