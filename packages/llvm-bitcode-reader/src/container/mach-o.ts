// Mach-O objects and programs, and universal files that hold several. Source: <mach-o/loader.h> and
// <mach-o/fat.h> of macOS.

import type { ByteWindow } from "./byte-window.js";
import type { ContainerFormat, ContainerPart } from "./format.js";

const MAGICS = ["\xfe\xed\xfa\xce", "\xfe\xed\xfa\xcf", "\xce\xfa\xed\xfe", "\xcf\xfa\xed\xfe"] as const;
const COUNT_AT = 16;
const LOAD_COMMAND_SIZE = 8;
const LC_SEGMENT = 0x1;
const LC_SEGMENT_64 = 0x19;

/** Where the fields of a segment and of its sections stand. */
interface Layout {
  readonly headerSize: number;
  readonly segment: number;
  readonly sectionCount: number;
  readonly segmentSize: number;
  readonly sectionSize: number;
  readonly offset: number;
  readonly size: number;
  readonly word: "u32" | "u64";
}

const LAYOUT_32: Layout = { headerSize: 28, segment: LC_SEGMENT, sectionCount: 48, segmentSize: 56, sectionSize: 68, size: 36, offset: 40, word: "u32" };
const LAYOUT_64: Layout = { headerSize: 32, segment: LC_SEGMENT_64, sectionCount: 64, segmentSize: 72, sectionSize: 80, size: 40, offset: 48, word: "u64" };

const NAME_SIZE = 16;
const BITCODE = "__LLVM,__bitcode";
const COMMAND_LINE = "__LLVM,__cmdline";

export const machO: ContainerFormat = {
  kind: "mach-o",
  recognizes: (window) => MAGICS.some((magic) => window.begins(magic)),
  *parts(file) {
    const isLittleEndian = file.u8(3) === 0xfe;
    const window = file.inOrder(isLittleEndian);
    const layout = file.u8(isLittleEndian ? 0 : 3) === 0xcf ? LAYOUT_64 : LAYOUT_32;
    const count = window.u32(COUNT_AT);
    for (let index = 0, at = layout.headerSize; index < count; index++) {
      const size = window.u32(at + 4);
      if (size < LOAD_COMMAND_SIZE) throw window.error(`a load command of ${size} bytes`, at);
      const command = window.part(at, size, "a load command");
      if (command.u32(0) === layout.segment) yield* bitcodeSections(window, command, layout);
      at += size;
    }
  },
};

function* bitcodeSections(window: ByteWindow, segment: ByteWindow, layout: Layout): Generator<ContainerPart> {
  const count = segment.u32(layout.sectionCount);
  const sections = segment.part(layout.segmentSize, count * layout.sectionSize, "a table of sections");
  for (let index = 0; index < count; index++) {
    const section = sections.part(index * layout.sectionSize, layout.sectionSize, "a section's header");
    const name = `${section.textUpTo(NAME_SIZE, NAME_SIZE)},${section.textUpTo(0, NAME_SIZE)}`;
    if (name !== BITCODE && name !== COMMAND_LINE) continue;
    yield { name, window: window.part(section.u32(layout.offset), section[layout.word](layout.size), `section '${name}'`), isCommandLine: name === COMMAND_LINE };
  }
}

const FAT_MAGIC = "\xca\xfe\xba\xbe";
const FAT_MAGIC_64 = "\xca\xfe\xba\xbf";
/** Java's classes begin alike; where universal files count architectures they have a version, 45 at least. */
const FIRST_JAVA_VERSION = 45;

export const universal: ContainerFormat = {
  kind: "universal",
  recognizes: (window) => window.size >= 8 && (window.begins(FAT_MAGIC) || window.begins(FAT_MAGIC_64)) && window.inOrder(false).u32(4) < FIRST_JAVA_VERSION,
  *parts(file) {
    const window = file.inOrder(false);
    const is64 = window.begins(FAT_MAGIC_64);
    const count = window.u32(4);
    for (let index = 0; index < count; index++) {
      const slice = window.part(8 + index * (is64 ? 32 : 20), is64 ? 32 : 20, "the table of architectures");
      const name = CPU_TYPES.get(slice.u32(0)) ?? `CPU type ${slice.u32(0)}`;
      yield { name, window: window.part(is64 ? slice.u64(8) : slice.u32(8), is64 ? slice.u64(16) : slice.u32(12), `the file for ${name}`) };
    }
  },
};

const CPU_TYPES: ReadonlyMap<number, string> = new Map([
  [0x7, "i386"],
  [0x0100_0007, "x86_64"],
  [0xc, "arm"],
  [0x0100_000c, "arm64"],
  [0x0200_000c, "arm64_32"],
  [0x12, "ppc"],
  [0x0100_0012, "ppc64"],
]);
