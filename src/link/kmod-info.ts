// The structure by which the kernel knows a kext: <mach/kmod.h>, packed to 4 bytes.

import type { Diagnostic } from "../support/diagnostic.js";
import { linkError } from "./link-error.js";
import type { OutputSection } from "./output-section.js";
import type { LoadRelocations } from "./image-fields.js";
import { DefinitionKind } from "./shared-symbols.js";
import type { Subsections } from "./subsections.js";
import type { SymbolTable } from "./symbol-table.js";

export const KMOD_INFO = "_kmod_info";

/** The place of the structure. */
export interface KmodInfo {
  readonly piece: number;
  /** Bytes from the start of the piece. */
  readonly offset: number;
}

/** Finds it by its symbol: one that objects share, or else one object's own. */
export function findKmodInfo(table: SymbolTable): KmodInfo | undefined {
  const { shared } = table;
  const symbol = shared.find(KMOD_INFO);
  if (symbol !== undefined && shared.kinds[symbol] !== DefinitionKind.None) {
    const { kind, piece, offset } = shared.definition(symbol);
    return kind === DefinitionKind.Placed ? { piece, offset } : undefined;
  }
  for (const object of table.objects) {
    const list = object.object.macho.symbolList;
    for (const [index, piece] of object.pieces.entries()) {
      if (piece >= 0 && object.shared[index]! < 0 && list.name(index) === KMOD_INFO) return { piece, offset: table.offsetOf(object, index) };
    }
  }
  return undefined;
}

/** Bytes of `kmod_info_t`. */
const SIZE = 196;
const VERSION_OFFSET = 8;
const NAME_OFFSET = 16;
const NAME_SIZE = 64;
const START_OFFSET = 180;
const STOP_OFFSET = 188;

/** What keeps the kernel from taking a kext's `_kmod_info`; the image's sections are filled and relocated. */
export function kmodInfoProblems(kmodInfo: KmodInfo | undefined, { addresses }: Subsections, sections: readonly OutputSection[], image: Buffer, { local }: LoadRelocations): Diagnostic[] {
  const address = kmodInfo === undefined ? -1 : addresses[kmodInfo.piece]! + kmodInfo.offset;
  if (address < 0) {
    return [
      linkError("link-no-kmod-info", "no object defines '_kmod_info', the structure by which the kernel starts a kext", {
        fix: "add KMOD_EXPLICIT_DECL(id, \"version\", start, stop) to a C file, or the kext crate's macro to a Rust one",
      }),
    ];
  }
  const section = sections.find((candidate) => address >= candidate.address && address < candidate.address + candidate.size);
  const bad = (why: string, fix: string): Diagnostic[] => [linkError("link-bad-kmod-info", `'_kmod_info' ${why}`, { fix })];
  if (section === undefined || section.fileOffset === 0) return bad("has no contents in the file", "give it its first values where it is defined");
  if (section.segment === "__TEXT") return bad("is in __TEXT, and the kernel writes to it", "make it mutable: in Rust a static mut, in C without const");
  if (address + SIZE > section.address + section.size) return bad(`has fewer than ${SIZE} bytes`, "declare it as kmod_info_t of <mach/kmod.h>");
  const offset = section.fileOffset + (address - section.address);
  const version = image.readInt32LE(offset + VERSION_OFFSET);
  if (version !== 1) return bad(`has info_version ${version}, and only 1 exists`, "set info_version to KMOD_INFO_VERSION, 1");
  const name = image.subarray(offset + NAME_OFFSET, offset + NAME_OFFSET + NAME_SIZE);
  if (name[0] === 0) return bad("has an empty name", "give the bundle's identifier");
  if (!name.includes(0)) return bad(`has a name of more than ${NAME_SIZE - 1} bytes`, "shorten the bundle's identifier");
  const text = sections.filter(({ segment }) => segment === "__TEXT");
  const isPointer = (at: number): boolean => {
    const target = Number(image.readBigUInt64LE(offset + at));
    return local.has(address + at) && text.some((code) => target >= code.address && target < code.address + code.size);
  };
  const missing = [...(isPointer(START_OFFSET) ? [] : ["start"]), ...(isPointer(STOP_OFFSET) ? [] : ["stop"])];
  if (missing.length > 0) return bad(`has no ${missing.join(" and no ")} function in the kext`, "name functions of the type kern_return_t (kmod_info_t *, void *)");
  return [];
}
