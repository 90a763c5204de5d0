// Sections of the linker's own making: C's tentative definitions, and pointers to symbols.

import { MH_OBJECT, S_REGULAR, S_ZEROFILL } from "../macho/layout.js";
import type { Section } from "../macho/macho.js";
import { RelocationTable } from "../macho/relocation.js";
import { SymbolList } from "../macho/symbol-list.js";
import type { InputObject } from "./input.js";
import { DefinitionKind } from "./shared-symbols.js";
import type { InputSection, Subsections } from "./subsections.js";
import type { SymbolTable } from "./symbol-table.js";

/** Bytes of a pointer. */
export const POINTER_SIZE = 8;

/** Turns what is still a tentative definition into zeroed memory; undefined where there is none. */
export function allocateCommons({ shared, subsections }: SymbolTable): InputSection | undefined {
  if (!shared.kinds.includes(DefinitionKind.Common)) return undefined;
  const offsets: number[] = [];
  const commons: number[] = [];
  let end = 0;
  let alignment = 0;
  for (let symbol = 0; symbol < shared.length; symbol += 1) {
    if (shared.kinds[symbol] !== DefinitionKind.Common) continue;
    const common = shared.definition(symbol);
    const unit = 2 ** common.alignment;
    const start = Math.ceil(end / unit) * unit;
    offsets.push(start);
    commons.push(symbol);
    // Of a common, its size.
    end = start + common.offset;
    alignment = Math.max(alignment, common.alignment);
  }
  const section = subsections.add(linker, header("__DATA", "__common", S_ZEROFILL, end, alignment), Uint32Array.from(offsets));
  for (const [index, symbol] of commons.entries()) {
    shared.define(symbol, { ...shared.definition(symbol), kind: DefinitionKind.Placed, piece: section.first + index, offset: 0 });
  }
  return section;
}

/** Memory for so many pointers. */
export function pointerMemory(count: number, subsections: Subsections): InputSection {
  return subsections.add(linker, header("__DATA", "__got", S_REGULAR, count * POINTER_SIZE, 3));
}

/** A section without bytes. */
export function emptySection(segment: string, name: string, subsections: Subsections): InputSection {
  return subsections.add(linker, header(segment, name, S_REGULAR, 0, 0));
}

function header(segment: string, name: string, type: number, size: number, alignment: number): Section {
  return {
    index: 0,
    segment,
    name,
    address: 0n,
    size: BigInt(size),
    alignment,
    fileOffset: 0,
    relocationOffset: 0,
    type,
    attributes: 0,
    reserved: [0, 0, 0],
    contents: undefined,
    relocations: [],
    relocationTable: RelocationTable.empty,
  };
}

const linker: InputObject = {
  name: "kextir",
  bytes: new Uint8Array(),
  macho: {
    architecture: "x86_64",
    cpuSubtype: 3,
    fileType: MH_OBJECT,
    flags: 0,
    loadCommands: [],
    segments: [],
    sections: [],
    symbols: [],
    symbolList: SymbolList.empty,
    symbolTable: undefined,
    dynamicSymbolTable: undefined,
    externalRelocations: [],
    localRelocations: [],
    dataInCode: [],
    dataInCodeWords: new Uint32Array(),
    buildVersion: undefined,
    sourceVersion: undefined,
    functionStarts: undefined,
    linkerOptions: [],
    linkeditData: [],
    uuid: undefined,
  },
};
