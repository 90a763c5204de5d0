// What a Mach-O file holds, as `readMachO` returns it. Names are strings of one
// character (0-255) a byte: Mach-O does not say how they are encoded. Addresses
// and sizes in the address space are 64 bits wide, hence bigint; offsets and
// sizes in the file are numbers, checked against the file.

import type { RelocationTable } from "./relocation.js";
import type { SymbolList } from "./symbol-list.js";

export type Architecture = "x86_64" | "arm64";

export interface MachO {
  readonly architecture: Architecture;
  /** With the capability bits in its high byte. */
  readonly cpuSubtype: number;
  /** `MH_OBJECT` and so on. */
  readonly fileType: number;
  readonly flags: number;
  /** All load commands, those too that have no reader. */
  readonly loadCommands: readonly LoadCommand[];
  readonly segments: readonly Segment[];
  /** The sections of all segments; `n_sect` and section relocations count them from 1. */
  readonly sections: readonly Section[];
  /** In the order of the file, made when they are first asked for. */
  readonly symbols: readonly MachOSymbol[];
  /** The same as they stand in the file. */
  readonly symbolList: SymbolList;
  /** `LC_SYMTAB`. */
  readonly symbolTable: SymbolTable | undefined;
  /** `LC_DYSYMTAB`, but for its relocations. */
  readonly dynamicSymbolTable: DynamicSymbolTable | undefined;
  /** What the dynamic linker applies: `LC_DYSYMTAB`'s two tables, empty in an object. */
  readonly externalRelocations: readonly Relocation[];
  readonly localRelocations: readonly Relocation[];
  /** `LC_DATA_IN_CODE`: ranges of code sections that hold no instructions. */
  readonly dataInCode: readonly DataInCode[];
  /** The same as they stand in the file, two words each: the offset, and from bit 0 length:16, kind:16. */
  readonly dataInCodeWords: Uint32Array;
  /** `LC_BUILD_VERSION` or one of the older `LC_VERSION_MIN_…`; the first of several. */
  readonly buildVersion: BuildVersion | undefined;
  /** `LC_SOURCE_VERSION`: five numbers, from the most to the least significant. */
  readonly sourceVersion: readonly number[] | undefined;
  /** `LC_FUNCTION_STARTS`: addresses, ascending. */
  readonly functionStarts: readonly number[] | undefined;
  /** `LC_LINKER_OPTION`: each a list of words for the linker's command line. */
  readonly linkerOptions: readonly (readonly string[])[];
  /** The load commands that name a range of `__LINKEDIT` and nothing else, those above included. */
  readonly linkeditData: readonly LinkeditData[];
  /** 16 bytes. */
  readonly uuid: Uint8Array | undefined;
}

export interface LoadCommand {
  /** `LC_SEGMENT_64` and so on. */
  readonly command: number;
  /** File offset of the command. */
  readonly offset: number;
  /** What follows the command and size fields, which are 8 bytes. */
  readonly body: Uint8Array;
}

/** As `LC_SYMTAB` has it; offsets and sizes in the file. */
export interface SymbolTable {
  readonly offset: number;
  readonly count: number;
  readonly stringOffset: number;
  readonly stringSize: number;
}

/** A run of the symbol table. */
export interface SymbolRun {
  readonly first: number;
  readonly count: number;
}

export interface DynamicSymbolTable {
  readonly locals: SymbolRun;
  readonly defined: SymbolRun;
  readonly undefined: SymbolRun;
  /** Indices into the symbol table; two high bits mark local and absolute ones. */
  readonly indirectSymbols: readonly number[];
  /** File offsets, 0 where there is no such table. */
  readonly indirectOffset: number;
  readonly externalRelocationOffset: number;
  readonly localRelocationOffset: number;
}

export interface LinkeditData {
  /** `LC_CODE_SIGNATURE` and so on. */
  readonly command: number;
  readonly offset: number;
  readonly size: number;
}

export interface Segment {
  readonly name: string;
  readonly address: bigint;
  readonly size: bigint;
  readonly fileOffset: number;
  readonly fileSize: number;
  readonly maximumProtection: number;
  readonly initialProtection: number;
  readonly flags: number;
  readonly sections: readonly Section[];
}

export interface Section {
  /** From 1, over all segments. */
  readonly index: number;
  readonly segment: string;
  readonly name: string;
  readonly address: bigint;
  readonly size: bigint;
  /** Exponent of two. */
  readonly alignment: number;
  readonly fileOffset: number;
  /** File offset of its relocations; 0 where it has none. */
  readonly relocationOffset: number;
  /** `S_REGULAR` and so on. */
  readonly type: number;
  /** `S_ATTR_…` bits. */
  readonly attributes: number;
  readonly reserved: readonly [number, number, number];
  /** Undefined where the section has no bytes in the file, as zerofill ones. */
  readonly contents: Uint8Array | undefined;
  /** In the order of the file, made when they are first asked for. */
  readonly relocations: readonly Relocation[];
  /** The same as they stand in the file. */
  readonly relocationTable: RelocationTable;
}

export type SymbolKind = "undefined" | "common" | "absolute" | "defined" | "prebound" | "indirect" | "debug";

export interface MachOSymbol {
  readonly index: number;
  readonly name: string;
  readonly kind: SymbolKind;
  /** The `n_type` byte; for `debug` the kind of stab. */
  readonly type: number;
  readonly external: boolean;
  readonly privateExternal: boolean;
  /** Only of a `defined` symbol, and of some `debug` ones. */
  readonly section: Section | undefined;
  /** The `n_desc` bits. */
  readonly description: number;
  /** An address, where the symbol is `defined`; the size, where `common`. */
  readonly value: bigint;
  /** The symbol that an `indirect` one is another name of. */
  readonly alias?: string;
}

export interface Relocation {
  /** Bytes from the start of the section, or, in `LC_DYSYMTAB`'s tables, from the image base. */
  readonly offset: number;
  readonly target: RelocationTarget;
  readonly pcRelative: boolean;
  /** Bytes that are patched: 1, 2, 4 or 8. */
  readonly length: number;
  /** The number of the type in its architecture. */
  readonly type: number;
  /** As `X86_64_RELOC_BRANCH`; `unknown(n)` where the architecture has no such type. */
  readonly typeName: string;
}

export type RelocationTarget =
  | { readonly kind: "symbol"; readonly symbol: MachOSymbol }
  | { readonly kind: "section"; readonly section: Section }
  | { readonly kind: "absolute" }
  /** `ARM64_RELOC_ADDEND` names no target but a number, added to the next entry's. */
  | { readonly kind: "addend"; readonly addend: number };

export interface DataInCode {
  /** An address in an object, a file offset in an image. */
  readonly offset: number;
  readonly length: number;
  /** `DICE_KIND_…`. */
  readonly kind: number;
}

export interface BuildVersion {
  /** `PLATFORM_MACOS` and so on. */
  readonly platform: number;
  readonly minimumOS: Version;
  readonly sdk: Version;
  /** Only `LC_BUILD_VERSION` lists them. */
  readonly tools: readonly { readonly tool: number; readonly version: Version }[];
}

/** Major, minor, patch. */
export type Version = readonly [number, number, number];
