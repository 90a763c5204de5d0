// ELF objects. Source: the System V ABI's chapter on object files; section numbers beyond 16 bits as
// there under "e_shnum".

import type { ByteWindow } from "./byte-window.js";
import type { ContainerFormat, ContainerPart } from "./format.js";

const CLASS_AT = 4;
const CLASS_64 = 2;
const DATA_AT = 5;
const DATA_BIG_ENDIAN = 2;

/** Where fields stand: in the header e_shoff to e_shstrndx, in a section's header sh_offset to sh_link. */
interface Layout {
  readonly sectionsAt: number;
  readonly entrySize: number;
  readonly count: number;
  readonly nameTable: number;
  readonly smallestEntry: number;
  readonly offset: number;
  readonly size: number;
  readonly link: number;
  readonly word: "u32" | "u64";
}

const LAYOUT_32: Layout = { sectionsAt: 32, entrySize: 46, count: 48, nameTable: 50, smallestEntry: 40, offset: 16, size: 20, link: 24, word: "u32" };
const LAYOUT_64: Layout = { sectionsAt: 40, entrySize: 58, count: 60, nameTable: 62, smallestEntry: 64, offset: 24, size: 32, link: 40, word: "u64" };

const TYPE_AT = 4;
const NO_BITS = 8;
/** e_shstrndx when the number stands elsewhere. */
const ELSEWHERE = 0xffff;

/** `.llvm.lto` is what `-ffat-lto-objects` makes. */
const BITCODE_SECTIONS: ReadonlySet<string> = new Set([".llvmbc", ".llvm.lto"]);
const COMMAND_LINE_SECTION = ".llvmcmd";

export const elf: ContainerFormat = {
  kind: "elf",
  recognizes: (window) => window.begins("\x7fELF"),
  *parts(file) {
    const window = file.inOrder(file.u8(DATA_AT) !== DATA_BIG_ENDIAN);
    const layout = file.u8(CLASS_AT) === CLASS_64 ? LAYOUT_64 : LAYOUT_32;
    const at = window[layout.word](layout.sectionsAt);
    if (at === 0) return;
    const entrySize = window.u16(layout.entrySize);
    if (entrySize < layout.smallestEntry) throw window.error(`section headers of ${entrySize} bytes`, layout.entrySize);
    const first = window.part(at, entrySize, "a section's header");
    const count = window.u16(layout.count) || first[layout.word](layout.size);
    const headers = window.part(at, count * entrySize, "the table of sections");
    const nameTable = window.u16(layout.nameTable);
    const header = (index: number): ByteWindow => headers.part(index * entrySize, entrySize, `the header of section ${index}`);
    const names = content(window, header(nameTable === ELSEWHERE ? first.u32(layout.link) : nameTable), layout, "the table of section names");
    for (let index = 1; index < count; index++) yield* bitcodeSection(window, header(index), layout, names);
  },
};

function* bitcodeSection(window: ByteWindow, header: ByteWindow, layout: Layout, names: ByteWindow): Generator<ContainerPart> {
  const name = names.textUpTo(header.u32(0), LONGEST_NAME);
  const isCommandLine = name === COMMAND_LINE_SECTION;
  if ((!isCommandLine && !BITCODE_SECTIONS.has(name)) || header.u32(TYPE_AT) === NO_BITS) return;
  yield { name, window: content(window, header, layout, `section '${name}'`), isCommandLine };
}

/** Longer than any name that is looked for. */
const LONGEST_NAME = 16;

function content(window: ByteWindow, header: ByteWindow, layout: Layout, what: string): ByteWindow {
  return window.part(header[layout.word](layout.offset), header[layout.word](layout.size), what);
}
