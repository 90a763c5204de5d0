// What globals, functions, aliases and ifuncs have in common.

import { BitcodeError } from "../bitstream/bitcode-error.js";
import {
  type DllStorage,
  dllStorageOfLinkage,
  DLL_STORAGES,
  type Linkage,
  linkageOf,
  type UnnamedAddr,
  UNNAMED_ADDRS,
  VISIBILITIES,
  type Visibility,
} from "../codes/global-values.js";
import type { AttributeList } from "./attributes.js";
import type { Comdat } from "./comdats.js";
import type { Constant } from "./constants.js";
import type { Alias, IFunc } from "./aliases.js";
import type { Function } from "./functions.js";
import type { GlobalVariable } from "./global-variables.js";
import type { KeptRecord } from "./module-records.js";
import { textAt } from "./string-table.js";
import type { Type } from "./types.js";

export type GlobalValue = GlobalVariable | Function | Alias | IFunc;

/** What a value number stands for: a symbol, or a constant made of such. */
export type Value = GlobalValue | Constant;

/** The part that they share. */
export interface GlobalValueBase {
  /** Empty for one without a name. */
  readonly name: string;
  /** The number that operands call it by. */
  readonly id: number;
  /** Of what it names: not of the pointer that it is. */
  readonly type: Type;
  readonly addressSpace: number;
  readonly linkage: Linkage;
  readonly visibility: Visibility;
  readonly dllStorage: DllStorage;
  /** Whether the linker may take for granted that it is defined in the same image. Also true where the file says so by linkage or visibility only. */
  readonly isDsoLocal: boolean;
  readonly unnamedAddr?: UnnamedAddr;
  readonly partition?: string;
}

/** What the records of global values point into. */
export interface ModuleTables {
  readonly version: number;
  readonly strtab: Uint8Array | undefined;
  readonly types: readonly Type[];
  readonly attributeLists: readonly AttributeList[];
  readonly sections: readonly string[];
  readonly gcs: readonly string[];
  readonly comdats: readonly Comdat[];
  /** Names by value number, where they do not stand in `strtab`. */
  readonly names: ReadonlyMap<number, string>;
  /** Whether objects of the module's target have comdats. */
  readonly supportsComdat: boolean;
  readonly value: (id: number) => Value | undefined;
}

/** The operands of a global value's record, counted from behind its name; `at` gives 0 for those that old writers left out. */
export class Fields {
  readonly record: KeptRecord;
  readonly #first: number;

  /** @throws BitcodeError where there are fewer than `atLeast`. */
  constructor(record: KeptRecord, { version }: ModuleTables, atLeast: number) {
    this.record = record;
    this.#first = version >= 2 ? 2 : 0;
    if (this.count < atLeast) throw new BitcodeError(`record ${record.code} has ${this.count} fields and needs ${atLeast}`, record.bitOffset);
  }

  get count(): number {
    return Math.max(this.record.operands.length - this.#first, 0);
  }

  at(index: number): number {
    return this.record.operands[this.#first + index] ?? 0;
  }

  /** A field that holds a number plus one, or 0 for nothing. */
  optional(index: number): number | undefined {
    const field = this.at(index);
    return field === 0 ? undefined : field - 1;
  }
}

export function nameOf({ record }: Fields, id: number, { version, strtab, names }: ModuleTables): string {
  if (version < 2) return names.get(id) ?? "";
  return textAt(strtab, record.operands[0] ?? 0, record.operands[1] ?? 0, record.bitOffset);
}

/** @throws BitcodeError where the table has no such entry. */
export function entryOf<Entry>(table: readonly Entry[], index: number, what: string, { record }: Fields): Entry {
  const entry = table[index];
  if (entry === undefined) throw new BitcodeError(`${what} ${index} is not defined`, record.bitOffset);
  return entry;
}

/** Where each kind of record has what they share. */
export interface SharedFields {
  readonly linkage: number;
  readonly visibility: number;
  readonly dllStorage?: number;
  readonly dsoLocal: number;
  readonly unnamedAddr?: number;
  /** The partition's place in the string table; its size is the field behind. */
  readonly partition: number;
}

export function readShared(fields: Fields, at: SharedFields, tables: ModuleTables): Pick<GlobalValueBase, "linkage" | "visibility" | "dllStorage" | "isDsoLocal" | "unnamedAddr" | "partition"> {
  const linkage = linkageOf(fields.at(at.linkage));
  const isLocal = isLocalLinkage(linkage);
  // Writers up to 3.4 gave visibility to local symbols, where it means nothing.
  const visibility = (isLocal ? undefined : VISIBILITIES[fields.at(at.visibility)]) ?? "default";
  const unnamedAddr = at.unnamedAddr === undefined ? undefined : UNNAMED_ADDRS[fields.at(at.unnamedAddr)];
  const partition = textAt(tables.strtab, fields.at(at.partition), fields.at(at.partition + 1), fields.record.bitOffset);
  return {
    linkage,
    visibility,
    dllStorage: dllStorageOf(fields, at),
    isDsoLocal: fields.at(at.dsoLocal) === 1 || isLocal || (visibility !== "default" && linkage !== "extern_weak"),
    ...(unnamedAddr && { unnamedAddr }),
    ...(partition !== "" && { partition }),
  };
}

export function isLocalLinkage(linkage: Linkage): boolean {
  return linkage === "internal" || linkage === "private";
}

/** The type that a symbol's record names: itself, or in old files by a pointer to it. */
export function pointedTo(type: Type, { record }: Fields): { readonly type: Type; readonly addressSpace: number } {
  if (type.kind !== "pointer" || type.pointee === undefined) throw new BitcodeError(`record ${record.code} has a type that is no pointer`, record.bitOffset);
  return { type: type.pointee, addressSpace: type.addressSpace };
}

function dllStorageOf(fields: Fields, at: SharedFields): DllStorage {
  if (at.dllStorage === undefined) return "default";
  return at.dllStorage < fields.count ? DLL_STORAGES[fields.at(at.dllStorage)] ?? "default" : dllStorageOfLinkage(fields.at(at.linkage));
}
