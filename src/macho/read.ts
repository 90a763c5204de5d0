// Reads Mach-O files: objects that clang wrote and kexts that a linker wrote,
// 64-bit, for x86_64 and arm64. Sources: the headers that layout.ts names.

import { invariant } from "../support/invariant.js";
import { readBuildVersion } from "./build-version.js";
import { Cursor, fileWindow } from "./cursor.js";
import * as layout from "./layout.js";
import { MachOError } from "./macho-error.js";
import type { Architecture, BuildVersion, DataInCode, LoadCommand, MachO, Relocation, Section, Segment } from "./macho.js";
import { readRelocations, type RelocationContext } from "./relocation.js";
import { readSegment, type SectionHeader, type SegmentHeader } from "./segment.js";
import { readSymbols } from "./symbol.js";

/**
 * Reads a file that holds one architecture (`slices` splits those that hold
 * several). Whatever it reads is checked against the file: a malformed file ends
 * in a MachOError with the byte offset. Section contents are views of `file`.
 */
export function readMachO(file: Uint8Array): MachO {
  const header = readHeader(file);
  const { architecture, loadCommands } = header;
  const segmentHeaders = readSegments(file, loadCommands);

  // Symbols point to sections, relocations to symbols, and sections own their
  // relocations: each section's list is filled once the symbols are there.
  const linked = segmentHeaders.flatMap((segment) =>
    segment.sections.map((section) => ({ header: section, relocations: [] as Relocation[] })),
  );
  const sections = linked.map(linkSection);
  const symtab = single(loadCommands, layout.LC_SYMTAB);
  const symbols = symtab === undefined ? [] : readSymbols(file, bodyCursor(symtab), sections);
  const context = { architecture, symbols, sections };
  for (const { header: section, relocations } of linked) {
    const { relocationOffset, relocationCount, relocationField } = section;
    const table = relocationTable(file, relocationOffset, relocationCount, relocationField);
    readRelocations(table, { ...context, patchedSize: section.size }, relocations);
  }

  return {
    ...header,
    segments: segmentHeaders.map((segment) => linkSegment(segment, sections)),
    sections,
    symbols,
    ...readDynamicRelocations(file, loadCommands, { ...context, patchedSize: undefined }),
    dataInCode: readDataInCode(file, loadCommands),
    buildVersion: readAnyBuildVersion(loadCommands),
    uuid: readUuid(loadCommands),
  };
}

interface Header {
  readonly architecture: Architecture;
  readonly cpuSubtype: number;
  readonly fileType: number;
  readonly flags: number;
  readonly loadCommands: readonly LoadCommand[];
}

function readHeader(file: Uint8Array): Header {
  const cursor = new Cursor(file);
  checkMagic(file);
  cursor.skip(4);
  const architectureField = cursor.offset;
  const architecture = architectureOf(cursor.u32(), architectureField);
  const cpuSubtype = cursor.u32();
  const fileType = cursor.u32();
  const countField = cursor.offset;
  const count = cursor.u32();
  const size = cursor.u32();
  const flags = cursor.u32();
  cursor.skip(4);
  const loadCommands = readLoadCommands(cursor.window(size, "the load commands"), count, countField);
  return { architecture, cpuSubtype, fileType, flags, loadCommands };
}

function checkMagic(file: Uint8Array): void {
  const magic = new Cursor(file).u32();
  if (magic === layout.MH_MAGIC_64) return;
  const reversed = new Cursor(file, 0, false).u32();
  const [what, fix] = otherFormat(magic, reversed);
  throw new MachOError("macho-bad-magic", `not a 64-bit Mach-O file: ${what}`, 0, fix);
}

/** What a file is, by its first four bytes read little- and big-endian, and what to do. */
function otherFormat(little: number, big: number): readonly [string, string?] {
  if (big === 0x7f454c46) return ["it is an ELF file", "give clang a macOS target, as in '-target x86_64-apple-macosx10.15'"];
  if (big === 0x4243c0de || little === 0x0b17c0de) return ["it is LLVM bitcode", "compile without -flto"];
  if (big === layout.FAT_MAGIC || big === layout.FAT_MAGIC_64) return ["it holds several architectures", "take one out with 'lipo -thin'"];
  if (little === layout.MH_MAGIC || big === layout.MH_MAGIC) return ["it is a 32-bit one"];
  if (little === layout.MH_CIGAM_64) return ["it is a big-endian one"];
  return [`it begins with 0x${big.toString(16).padStart(8, "0")}`];
}

function architectureOf(cpuType: number, offset: number): Architecture {
  if (cpuType === layout.CPU_TYPE_X86_64) return "x86_64";
  if (cpuType === layout.CPU_TYPE_ARM64) return "arm64";
  throw new MachOError("macho-bad-cpu", `not for x86_64 or arm64, but for cpu type 0x${cpuType.toString(16)}`, offset);
}

function readLoadCommands(cursor: Cursor, count: number, countField: number): LoadCommand[] {
  if (count * layout.loadCommandSize > cursor.remaining) {
    throw new MachOError("macho-bad-count", `${count} load commands do not fit into ${cursor.remaining} bytes`, countField);
  }
  const loadCommands: LoadCommand[] = [];
  for (let index = 0; index < count; index += 1) {
    const offset = cursor.offset;
    const command = cursor.u32();
    const size = cursor.u32();
    if (size < layout.loadCommandSize || size % layout.loadCommandAlignment !== 0) {
      throw new MachOError("macho-bad-command", `load command ${index} says it is ${size} bytes long`, offset + 4);
    }
    const rest = cursor.window(size - layout.loadCommandSize, `load command ${index}`);
    loadCommands.push({ command, offset, body: rest.bytes(rest.remaining) });
  }
  return loadCommands;
}

function bodyCursor({ offset, body }: LoadCommand): Cursor {
  return new Cursor(body, offset + layout.loadCommandSize);
}

/** The load command of a kind of which a file may have one. */
function single(loadCommands: readonly LoadCommand[], command: number): LoadCommand | undefined {
  const [first, second] = loadCommands.filter((candidate) => candidate.command === command);
  if (second !== undefined) {
    throw new MachOError("macho-duplicate-command", `more than one load command of kind 0x${command.toString(16)}`, second.offset);
  }
  return first;
}

function readSegments(file: Uint8Array, loadCommands: readonly LoadCommand[]): SegmentHeader[] {
  const segments: SegmentHeader[] = [];
  let nextIndex = 1;
  for (const loadCommand of loadCommands) {
    if (loadCommand.command !== layout.LC_SEGMENT_64) continue;
    const segment = readSegment(file, bodyCursor(loadCommand), nextIndex);
    nextIndex += segment.sections.length;
    segments.push(segment);
  }
  return segments;
}

function linkSection({ header, relocations }: { header: SectionHeader; relocations: readonly Relocation[] }): Section {
  const { relocationOffset: _offset, relocationCount: _count, relocationField: _field, ...section } = header;
  return { ...section, relocations };
}

function linkSegment(header: SegmentHeader, sections: readonly Section[]): Segment {
  return { ...header, sections: header.sections.map(({ index }) => found(sections[index - 1])) };
}

function found(section: Section | undefined): Section {
  invariant(section !== undefined, "each section header has become a section");
  return section;
}

function relocationTable(file: Uint8Array, offset: number, count: number, field: number): Cursor {
  return fileWindow(file, offset, count * layout.relocationSize, `a table of ${count} relocations`, field).cursor;
}

function readDynamicRelocations(
  file: Uint8Array,
  loadCommands: readonly LoadCommand[],
  context: RelocationContext,
): Pick<MachO, "externalRelocations" | "localRelocations"> {
  const dysymtab = single(loadCommands, layout.LC_DYSYMTAB);
  if (dysymtab === undefined) return { externalRelocations: [], localRelocations: [] };
  const cursor = bodyCursor(dysymtab);
  // Up to there: the runs of local, defined and undefined symbols, the tables of
  // contents, modules and external references, the indirect symbols.
  cursor.skip(14 * 4);
  const readTable = (): Relocation[] => {
    const field = cursor.offset;
    const relocations: Relocation[] = [];
    readRelocations(relocationTable(file, cursor.u32(), cursor.u32(), field), context, relocations);
    return relocations;
  };
  return { externalRelocations: readTable(), localRelocations: readTable() };
}

function readDataInCode(file: Uint8Array, loadCommands: readonly LoadCommand[]): DataInCode[] {
  const loadCommand = single(loadCommands, layout.LC_DATA_IN_CODE);
  if (loadCommand === undefined) return [];
  const cursor = bodyCursor(loadCommand);
  const field = cursor.offset;
  const table = fileWindow(file, cursor.u32(), cursor.u32(), "the table of data in code", field).cursor;
  const entries: DataInCode[] = [];
  while (table.remaining > 0) entries.push({ offset: table.u32(), length: table.u16(), kind: table.u16() });
  return entries;
}

function readAnyBuildVersion(loadCommands: readonly LoadCommand[]): BuildVersion | undefined {
  // A file that runs on macOS and as a Catalyst app has two; the first counts.
  for (const loadCommand of loadCommands) {
    const buildVersion = readBuildVersion(loadCommand.command, bodyCursor(loadCommand));
    if (buildVersion !== undefined) return buildVersion;
  }
  return undefined;
}

function readUuid(loadCommands: readonly LoadCommand[]): Uint8Array | undefined {
  const loadCommand = single(loadCommands, layout.LC_UUID);
  return loadCommand && bodyCursor(loadCommand).bytes(16);
}
