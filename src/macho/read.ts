// Reads Mach-O files: objects that clang wrote and kexts that a linker wrote,
// 64-bit, for x86_64 and arm64. Sources: the headers that layout.ts names.

import { invariant } from "../support/invariant.js";
import { readBuildVersion } from "./build-version.js";
import { Cursor } from "./cursor.js";
import { type DynamicTables, readDynamicTables } from "./dynamic-symbol-table.js";
import { FileParts } from "./file-parts.js";
import { readHeader } from "./header.js";
import * as layout from "./layout.js";
import { readDataInCode, readFunctionStarts, readLinkeditData, resolveDataInCode } from "./linkedit.js";
import { isLinkeditCommand } from "./load-command.js";
import { MachOError } from "./macho-error.js";
import type { BuildVersion, DataInCode, LinkeditData, LoadCommand, MachO, MachOSymbol, Relocation, Section, Segment, SymbolTable } from "./macho.js";
import { readRelocations, type RelocationContext, RelocationTable, resolveRelocations } from "./relocation.js";
import { readSegment, type SectionHeader, type SegmentHeader } from "./segment.js";
import { SymbolList } from "./symbol-list.js";
import { readSymbols, resolveSymbols } from "./symbol.js";

/**
 * Reads a file that holds one architecture (`readImages` takes those apart that hold
 * several). Whatever it reads is checked against the file: a malformed file ends in a
 * MachOError with the byte offset. Section contents are views of `bytes`.
 */
export function readMachO(bytes: Uint8Array): MachO {
  const file = new FileParts(bytes);
  const header = readHeader(file);
  const { architecture, loadCommands } = header;
  const segmentHeaders = readSegments(file, loadCommands);

  // Symbols point to sections, relocations to symbols, and sections own their
  // relocations: each section's table is read once the symbols are there.
  const linked = segmentHeaders.flatMap((segment) => segment.sections.map(linkSection));
  const sections = linked.map(({ section }) => section);
  refuseSharedAddresses(linked.map(({ header: section }) => section));
  const { table: symbolTable, list: symbolList } = readSymbolTable(file, loadCommands, sections);
  let symbols: readonly MachOSymbol[] | undefined;
  const symbolsOf = (): readonly MachOSymbol[] => (symbols ??= resolveSymbols(symbolList, sections));
  const context = { architecture, symbolCount: symbolList.length, symbols: symbolsOf, sections, targets: { bySymbol: new Map(), bySection: new Map() } };
  for (const section of linked) section.readRelocations(file, context);
  const segments = segmentHeaders.map((segment) => linkSegment(segment, sections));
  const linkeditData = readAllLinkeditData(file, loadCommands);
  const dataInCodeWords = readDataInCode(window(bytes, find(linkeditData, layout.LC_DATA_IN_CODE)));
  let dataInCode: readonly DataInCode[] | undefined;
  const read = {
    ...header,
    segments,
    sections,
    symbolTable,
    get symbols() {
      return symbolsOf();
    },
    symbolList,
    ...readDynamic(file, loadCommands, context),
    linkeditData,
    dataInCodeWords,
    get dataInCode() {
      return (dataInCode ??= resolveDataInCode(dataInCodeWords));
    },
    functionStarts: functionStarts(bytes, segments, linkeditData),
    buildVersion: readAnyBuildVersion(loadCommands),
    sourceVersion: readSourceVersion(loadCommands),
    linkerOptions: readLinkerOptions(loadCommands),
    uuid: readUuid(loadCommands),
  };
  file.refuseOverlaps();
  return read;
}

function bodyCursor({ offset, body }: LoadCommand): Cursor {
  return new Cursor(body, offset + layout.loadCommandSize);
}

function find<Of extends { readonly command: number }>(all: readonly Of[], command: number): Of | undefined {
  return all.find((candidate) => candidate.command === command);
}

function readSegments(file: FileParts, loadCommands: readonly LoadCommand[]): SegmentHeader[] {
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

interface LinkedSection {
  readonly header: SectionHeader;
  readonly section: Section;
  /** To be called when the symbols are there. */
  readRelocations(file: FileParts, context: Omit<RelocationContext, "patchedSize">): void;
}

function linkSection(header: SectionHeader): LinkedSection {
  const { relocationCount, relocationField, ...section } = header;
  let table = RelocationTable.empty;
  let list = (): readonly Relocation[] => [];
  return {
    header,
    section: {
      ...section,
      get relocationTable() {
        return table;
      },
      get relocations() {
        return list();
      },
    },
    readRelocations(file, context) {
      const what = `the table of ${relocationCount} relocations of section '${section.segment},${section.name}'`;
      const { cursor } = file.take(section.relocationOffset, relocationCount * layout.relocationSize, what, relocationField);
      const sectionContext = { ...context, patchedSize: Number(section.size) };
      table = readRelocations(cursor, sectionContext);
      let resolved: readonly Relocation[] | undefined;
      list = () => (resolved ??= resolveRelocations(table, sectionContext));
    },
  };
}

function linkSegment(header: SegmentHeader, sections: readonly Section[]): Segment {
  return { ...header, sections: header.sections.map(({ index }) => found(sections[index - 1])) };
}

function found(section: Section | undefined): Section {
  invariant(section !== undefined, "each section header has become a section");
  return section;
}

function refuseSharedAddresses(headers: readonly SectionHeader[]): void {
  const sorted = headers.filter(({ size }) => size > 0n).sort((a, b) => (a.address < b.address ? -1 : a.address > b.address ? 1 : a.index - b.index));
  for (const [index, section] of sorted.entries()) {
    const before = sorted[index - 1];
    if (before === undefined || before.address + before.size <= section.address) continue;
    throw new MachOError(
      "macho-overlap",
      `sections '${before.segment},${before.name}' and '${section.segment},${section.name}' have addresses in common`,
      section.relocationField - 24,
    );
  }
}

function readSymbolTable(
  file: FileParts,
  loadCommands: readonly LoadCommand[],
  sections: readonly Section[],
): { readonly table: SymbolTable | undefined; readonly list: SymbolList } {
  const symtab = find(loadCommands, layout.LC_SYMTAB);
  return symtab === undefined ? { table: undefined, list: SymbolList.empty } : readSymbols(file, bodyCursor(symtab), sections);
}

function readDynamic(
  file: FileParts,
  loadCommands: readonly LoadCommand[],
  context: Omit<RelocationContext, "patchedSize">,
): Omit<DynamicTables, "dynamicSymbolTable"> & Pick<MachO, "dynamicSymbolTable"> {
  const dysymtab = find(loadCommands, layout.LC_DYSYMTAB);
  if (dysymtab === undefined) return { dynamicSymbolTable: undefined, externalRelocations: [], localRelocations: [] };
  if (find(loadCommands, layout.LC_SYMTAB) === undefined) {
    throw new MachOError("macho-bad-command", "there is an LC_DYSYMTAB and no LC_SYMTAB", dysymtab.offset);
  }
  return readDynamicTables(file, bodyCursor(dysymtab), context);
}

function readAllLinkeditData(file: FileParts, loadCommands: readonly LoadCommand[]): LinkeditData[] {
  return loadCommands
    .filter(({ command }) => isLinkeditCommand(command))
    .map((loadCommand) => readLinkeditData(file, loadCommand.command, bodyCursor(loadCommand)));
}

function window(bytes: Uint8Array, data: LinkeditData | undefined): Cursor {
  return data === undefined ? new Cursor(new Uint8Array()) : new Cursor(bytes.subarray(data.offset, data.offset + data.size), data.offset);
}

function functionStarts(bytes: Uint8Array, segments: readonly Segment[], linkeditData: readonly LinkeditData[]): number[] | undefined {
  const data = find(linkeditData, layout.LC_FUNCTION_STARTS);
  if (data === undefined) return undefined;
  // They count from the start of the text segment, which is 0 in objects and kexts.
  const text = segments.find(({ name }) => name === "__TEXT");
  return readFunctionStarts(window(bytes, data), Number(text?.address ?? 0n));
}

function readAnyBuildVersion(loadCommands: readonly LoadCommand[]): BuildVersion | undefined {
  // A file that runs on macOS and as a Catalyst app has two; the first counts.
  for (const loadCommand of loadCommands) {
    const buildVersion = readBuildVersion(loadCommand.command, bodyCursor(loadCommand));
    if (buildVersion !== undefined) return buildVersion;
  }
  return undefined;
}

/** Packed as 24, 10, 10, 10 and 10 bits. */
function readSourceVersion(loadCommands: readonly LoadCommand[]): number[] | undefined {
  const loadCommand = find(loadCommands, layout.LC_SOURCE_VERSION);
  if (loadCommand === undefined) return undefined;
  const packed = bodyCursor(loadCommand).u64();
  return [40n, 30n, 20n, 10n, 0n].map((shift) => Number(shift === 40n ? packed >> shift : (packed >> shift) & 0x3ffn));
}

function readLinkerOptions(loadCommands: readonly LoadCommand[]): string[][] {
  return loadCommands.filter(({ command }) => command === layout.LC_LINKER_OPTION).map((loadCommand) => {
    const cursor = bodyCursor(loadCommand);
    const count = cursor.u32();
    const words = Buffer.from(cursor.bytes(cursor.remaining)).toString("latin1").split("\0");
    if (count >= words.length) {
      throw new MachOError("macho-bad-count", `LC_LINKER_OPTION says it has ${count} words and has ${words.length - 1}`, loadCommand.offset + 8);
    }
    return words.slice(0, count);
  });
}

function readUuid(loadCommands: readonly LoadCommand[]): Uint8Array | undefined {
  const loadCommand = find(loadCommands, layout.LC_UUID);
  return loadCommand && bodyCursor(loadCommand).bytes(16);
}
