// One module, read piece by piece as it is asked about.

import type { Block } from "../bitstream/walk.js";
import { BlockId } from "../codes/blocks.js";
import { ModuleCode } from "../codes/module.js";
import type { Alias, IFunc } from "./aliases.js";
import { type AttributeGroup, type AttributeList, readAttributeGroups, readAttributeLists } from "./attributes.js";
import { type Comdat, readComdat } from "./comdats.js";
import { type Constant, ConstantTable } from "./constants.js";
import type { Function } from "./functions.js";
import type { GlobalValue, ModuleTables, Value } from "./global-value.js";
import type { GlobalVariable } from "./global-variables.js";
import { lazy } from "./lazy.js";
import { type LinkerSymbol, readLinkerSymbols } from "./linker-symbols.js";
import { MetadataTable, type NamedMetadata } from "./metadata.js";
import { type ModuleFlag, moduleFlagsOf } from "./module-flags.js";
import { type ModuleRecords, readModuleRecords, type Unknown } from "./module-records.js";
import { readMetadataKinds, readNames } from "./names.js";
import { readGlobalValues } from "./read-global-values.js";
import type { Identification, ModuleSurroundings } from "./read-modules.js";
import { readValueNames } from "./string-table.js";
import { decodeText } from "./text.js";
import { readTypes } from "./type-table.js";
import type { Type } from "./types.js";

/**
 * A module. Each property is read when it is first asked for; reading throws a BitcodeError where
 * that part is malformed, so that one part's trouble leaves the others readable.
 */
export class BitcodeModule {
  readonly identification: Identification;
  /** Where its block begins, counted in bits from the file's first. */
  readonly bitOffset: number;
  readonly #bytes: Uint8Array;
  readonly #surroundings: ModuleSurroundings;
  readonly #records: () => ModuleRecords;

  /** @internal */
  constructor(bytes: Uint8Array, block: Block, surroundings: ModuleSurroundings) {
    this.identification = surroundings.identification;
    this.bitOffset = block.bitOffset;
    this.#bytes = bytes;
    this.#surroundings = surroundings;
    this.#records = lazy(() => readModuleRecords(bytes, block));
  }

  /** How the module is written: 0 (up to LLVM 3.2), 1, or 2 (since 5.0). */
  get version(): number {
    return this.#records().version;
  }

  get triple(): string | undefined {
    return this.#text(ModuleCode.TRIPLE);
  }

  get dataLayout(): string | undefined {
    return this.#text(ModuleCode.DATALAYOUT);
  }

  /** Since 3.9. */
  get sourceFileName(): string | undefined {
    return this.#text(ModuleCode.SOURCE_FILENAME);
  }

  /** Assembly that belongs to no function. */
  get moduleAsm(): string | undefined {
    return this.#text(ModuleCode.ASM);
  }

  get sections(): readonly string[] {
    return this.#texts(ModuleCode.SECTIONNAME);
  }

  /** The names of garbage collectors. */
  get gcs(): readonly string[] {
    return this.#texts(ModuleCode.GCNAME);
  }

  /** ThinLTO's hash: five words of 32 bits. */
  get hash(): readonly number[] | undefined {
    return this.#records().hash;
  }

  get types(): readonly Type[] {
    return this.#types().types;
  }

  get attributeGroups(): readonly AttributeGroup[] {
    return this.#attributeGroups().groups;
  }

  /** What functions and calls have, groups put together. */
  get attributeLists(): readonly AttributeList[] {
    return this.#attributeLists();
  }

  get comdats(): readonly Comdat[] {
    return this.#comdats();
  }

  /** Variables, functions, aliases and ifuncs in the order of their value numbers. */
  get globalValues(): readonly GlobalValue[] {
    return this.#globalValues();
  }

  get globals(): GlobalVariable[] {
    return this.globalValues.filter((value) => value.kind === "variable");
  }

  get functions(): Function[] {
    return this.globalValues.filter((value) => value.kind === "function");
  }

  get aliases(): Alias[] {
    return this.globalValues.filter((value) => value.kind === "alias");
  }

  get ifuncs(): IFunc[] {
    return this.globalValues.filter((value) => value.kind === "ifunc");
  }

  /** Module-level metadata; undefined where the module has none. */
  get metadata(): MetadataTable | undefined {
    return this.#metadata();
  }

  get namedMetadata(): readonly NamedMetadata[] {
    return this.metadata?.named ?? [];
  }

  get moduleFlags(): readonly ModuleFlag[] {
    return moduleFlagsOf(this.namedMetadata);
  }

  /** The kinds that attachments are of, by number: `dbg`, `tbaa` … */
  get metadataKinds(): ReadonlyMap<number, string> {
    const block = this.#block(BlockId.METADATA_KIND_BLOCK) ?? this.#block(BlockId.METADATA_BLOCK);
    return block === undefined ? new Map() : readMetadataKinds(this.#bytes, block);
  }

  get operandBundleTags(): readonly string[] {
    return this.#names(BlockId.OPERAND_BUNDLE_TAGS_BLOCK);
  }

  get syncScopeNames(): readonly string[] {
    return this.#names(BlockId.SYNC_SCOPE_NAMES_BLOCK);
  }

  /** What the table says that the writer left for linkers; undefined where there is none, or one of another layout. */
  get linkerSymbols(): readonly LinkerSymbol[] | undefined {
    const { symtab, strtab } = this;
    return symtab && strtab && readLinkerSymbols(symtab, strtab, this.#surroundings.index, this.bitOffset);
  }

  /** The table that the writer left for linkers, as written. */
  get symtab(): Uint8Array | undefined {
    return this.#surroundings.symtab();
  }

  /** The names of symbols and partitions of all modules before it, as written. */
  get strtab(): Uint8Array | undefined {
    return this.#surroundings.strtab();
  }

  /** What is newer than this library: blocks of unknown ids, records of unknown codes, attribute groups with unknown kinds. Of functions' blocks nothing is told. */
  get unknown(): readonly Unknown[] {
    const constants = this.#constantTables().flatMap((table) => table.unknown);
    return [...this.#records().unknown, ...this.#types().unknown, ...this.#attributeGroups().unknown, ...constants, ...(this.metadata?.unknown ?? [])];
  }

  /** What a value number stands for: first the global values, then constants; undefined where there is neither. @throws BitcodeError */
  value(id: number): Value | undefined {
    const { values } = this.#records();
    if (id < values.length) return this.globalValues[id];
    return this.#constant(id - values.length);
  }

  readonly #types = lazy(() => {
    const block = this.#block(BlockId.TYPE_BLOCK_ID);
    return block === undefined ? { types: [], unknown: [] } : readTypes(this.#bytes, block);
  });

  readonly #attributeGroups = lazy(() => {
    const block = this.#block(BlockId.PARAMATTR_GROUP_BLOCK_ID);
    return block === undefined ? { groups: [], unknown: [] } : readAttributeGroups(this.#bytes, block, this.types);
  });

  readonly #attributeLists = lazy(() => {
    const block = this.#block(BlockId.PARAMATTR_BLOCK);
    return block === undefined ? [] : readAttributeLists(this.#bytes, block, this.attributeGroups);
  });

  readonly #comdats = lazy(() => this.#records().comdats.map((record) => readComdat(record, this.version, this.strtab)));

  readonly #metadata = lazy(() => {
    const block = this.#block(BlockId.METADATA_BLOCK);
    return block && new MetadataTable(this.#bytes, block, { types: this.types, value: (id) => this.value(id) });
  });

  readonly #constantTables = lazy(() =>
    this.#blocks(BlockId.CONSTANTS_BLOCK).map((block) => new ConstantTable(this.#bytes, block, this.types, (id) => this.value(id))),
  );

  readonly #globalValues = lazy(() => readGlobalValues(this.#bytes, this.#records(), this.#tables()));

  #tables(): ModuleTables {
    const symbolTable = this.#block(BlockId.VALUE_SYMTAB);
    return {
      version: this.version,
      strtab: this.strtab,
      types: this.types,
      attributeLists: this.attributeLists,
      sections: this.sections,
      gcs: this.gcs,
      comdats: this.comdats,
      names: symbolTable === undefined || this.version >= 2 ? new Map() : readValueNames(this.#bytes, symbolTable),
      supportsComdat: !/-(apple|darwin|macos|ios)/.test(this.triple ?? ""),
      value: (id) => this.value(id),
    };
  }

  #constant(position: number): Constant | undefined {
    let left = position;
    for (const table of this.#constantTables()) {
      if (left < table.length) return table.at(left);
      left -= table.length;
    }
    return undefined;
  }

  #names(blockId: number): readonly string[] {
    const block = this.#block(blockId);
    return block === undefined ? [] : readNames(this.#bytes, block);
  }

  #text(code: number): string | undefined {
    return this.#texts(code).at(-1);
  }

  #texts(code: number): readonly string[] {
    return this.#records().texts.get(code)?.map(decodeText) ?? [];
  }

  #block(id: number): Block | undefined {
    return this.#blocks(id)[0];
  }

  #blocks(id: number): readonly Block[] {
    return this.#records().blocks.get(id) ?? [];
  }
}
