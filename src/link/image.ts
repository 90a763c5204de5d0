// Writes the file: header, load commands, sections, and what stands in __LINKEDIT.

import { createHash } from "node:crypto";
import {
  CPU_SUBTYPE_X86_64_ALL,
  CPU_TYPE_X86_64,
  LC_DATA_IN_CODE,
  LC_DYSYMTAB,
  LC_SEGMENT_64,
  LC_SOURCE_VERSION,
  LC_SYMTAB,
  LC_UUID,
  machHeaderSize,
  MH_DYLDLINK,
  MH_KEXT_BUNDLE,
  MH_MAGIC_64,
  MH_NOUNDEFS,
  MH_TWOLEVEL,
  S_ZEROFILL,
  sectionSize,
  segmentCommandSize,
} from "../macho/layout.js";
import { type ImageLayout, type OutputSegment, toPage } from "./image-layout.js";
import type { ImageSymbols } from "./image-symbols.js";
import type { LinkeditTables } from "./linkedit.js";
import type { OutputSection } from "./output-section.js";
import { localCount } from "./symbol-entries.js";

/** Bytes of the load commands that are no segments. */
export function otherCommandsSize(hasDataInCode: boolean): number {
  return COMMAND_SIZE.symtab + COMMAND_SIZE.dysymtab + COMMAND_SIZE.uuid + COMMAND_SIZE.sourceVersion + (hasDataInCode ? COMMAND_SIZE.dataInCode : 0);
}

const COMMAND_SIZE = { symtab: 24, dysymtab: 80, uuid: 24, sourceVersion: 16, dataInCode: 16 } as const;

/** Writes what stands before the sections. They and `__LINKEDIT` are there already: the UUID comes from their bytes too. */
export function writeImage(image: Buffer, layout: ImageLayout, tables: LinkeditTables, symbols: ImageSymbols): void {
  const commands = new CommandWriter(image, machHeaderSize);
  for (const segment of layout.segments) writeSegment(commands, segment);
  writeSegment(commands, linkeditSegment(layout, tables));
  const at = (offset: number, count: number): number => (count === 0 ? 0 : layout.fileEnd + offset);

  commands.begin(LC_SYMTAB, COMMAND_SIZE.symtab);
  commands.u32(at(tables.symbols.offset, tables.symbols.count), tables.symbols.count, layout.fileEnd + tables.strings.offset, tables.strings.size);

  commands.begin(LC_DYSYMTAB, COMMAND_SIZE.dysymtab);
  const locals = localCount(symbols);
  commands.u32(0, locals, locals, symbols.defined.length, locals + symbols.defined.length, symbols.undefined.length);
  // A table of contents, modules, referenced and indirect symbols.
  commands.u32(0, 0, 0, 0, 0, 0, 0, 0);
  commands.u32(at(tables.external.offset, tables.external.count), tables.external.count, at(tables.local.offset, tables.local.count), tables.local.count);

  commands.begin(LC_UUID, COMMAND_SIZE.uuid);
  const uuid = commands.offset;
  commands.u32(0, 0, 0, 0);
  // The version of the source: nobody says, and Apple's linker writes 0.
  commands.begin(LC_SOURCE_VERSION, COMMAND_SIZE.sourceVersion);
  commands.u32(0, 0);
  if (tables.dataInCode.size > 0) {
    commands.begin(LC_DATA_IN_CODE, COMMAND_SIZE.dataInCode);
    commands.u32(layout.fileEnd + tables.dataInCode.offset, tables.dataInCode.size);
  }

  const header = new CommandWriter(image, 0);
  header.u32(MH_MAGIC_64, CPU_TYPE_X86_64, CPU_SUBTYPE_X86_64_ALL, MH_KEXT_BUNDLE, commands.count, layout.commandsSize);
  header.u32(MH_NOUNDEFS | MH_DYLDLINK | MH_TWOLEVEL, 0);
  contentUuid(image).copy(image, uuid);
}

/** Numbers in the order of the file, in commands that say how long they are. */
class CommandWriter {
  count = 0;
  offset: number;
  private readonly image: Buffer;

  constructor(image: Buffer, offset: number) {
    this.image = image;
    this.offset = offset;
  }

  begin(command: number, size: number): void {
    this.count += 1;
    this.u32(command, size);
  }

  u32(...values: readonly number[]): void {
    for (const value of values) this.offset = this.image.writeUInt32LE(value, this.offset);
  }

  u64(...values: readonly number[]): void {
    for (const value of values) this.offset = this.image.writeBigUInt64LE(BigInt(value), this.offset);
  }

  name(text: string): void {
    this.image.write(text, this.offset, 16, "latin1");
    this.offset += 16;
  }
}

function writeSegment(commands: CommandWriter, { name, sections, address, size, fileOffset, fileSize }: OutputSegment): void {
  commands.begin(LC_SEGMENT_64, segmentCommandSize + sections.length * sectionSize);
  commands.name(name);
  commands.u64(address, size, fileOffset, fileSize);
  const protection = name === "__TEXT" ? READ | EXECUTE : name === "__LINKEDIT" ? READ : READ | WRITE;
  commands.u32(protection, protection, sections.length, 0);
  for (const section of sections) writeSection(commands, section);
}

const READ = 1;
const WRITE = 2;
const EXECUTE = 4;

function writeSection(commands: CommandWriter, section: OutputSection): void {
  commands.name(section.name);
  commands.name(section.segment);
  commands.u64(section.address, section.size);
  commands.u32(section.type === S_ZEROFILL ? 0 : section.fileOffset, section.alignment, 0, 0, (section.attributes | section.type) >>> 0, 0, 0, 0);
}

function linkeditSegment({ end, fileEnd }: ImageLayout, { size }: LinkeditTables): OutputSegment {
  return { name: "__LINKEDIT", sections: [], address: end, size: toPage(size), fileOffset: fileEnd, fileSize: size };
}

/**
 * From all bytes of the image, in which the UUID is still 0. Version 3 and the variant bits
 * of RFC 9562 say that it is an MD5: that of a SHA-1, which takes a third of the time.
 */
function contentUuid(image: Buffer): Buffer {
  const uuid = createHash("md5").update(createHash("sha1").update(image).digest()).digest();
  uuid[6] = (uuid[6]! & 0x0f) | 0x30;
  uuid[8] = (uuid[8]! & 0x3f) | 0x80;
  return uuid;
}
