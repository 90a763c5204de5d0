// Global variables, from their records.

import { CODE_MODELS, type CodeModel, type ThreadLocalMode, THREAD_LOCAL_MODES } from "../codes/global-values.js";
import { type Attribute, NO_ATTRIBUTES } from "./attributes.js";
import type { Comdat } from "./comdats.js";
import { alignmentOf, comdatOf, sectionOf } from "./global-object.js";
import { entryOf, Fields, type GlobalValueBase, type ModuleTables, nameOf, pointedTo, readShared, type Value } from "./global-value.js";
import { lazy } from "./lazy.js";
import type { KeptRecord } from "./module-records.js";

export interface GlobalVariable extends GlobalValueBase {
  readonly kind: "variable";
  readonly isConstant: boolean;
  readonly isDeclaration: boolean;
  readonly isExternallyInitialized: boolean;
  readonly threadLocal?: ThreadLocalMode;
  /** In bytes. */
  readonly alignment?: number;
  readonly section?: string;
  readonly comdat?: Comdat;
  readonly codeModel?: CodeModel;
  /** What sanitizers do otherwise with it, in LLVM IR's words. */
  readonly sanitizers: readonly string[];
  readonly attributes: readonly Attribute[];
  /** What it holds at the start; undefined for a declaration. */
  readonly initializer: Value | undefined;
}

/** Where a GLOBALVAR record has what. Its length grew from release to release; the first six were always there. */
const At = {
  type: 0,
  /** Bit 0: constant; bit 1: `type` is the variable's (3.7) and the address space follows, else it is the pointer's. */
  flags: 1,
  initializer: 2,
  linkage: 3,
  alignment: 4,
  section: 5,
  visibility: 6,
  threadLocal: 7,
  unnamedAddr: 8,
  externallyInitialized: 9,
  dllStorage: 10,
  comdat: 11,
  attributes: 12,
  dsoLocal: 13,
  partition: 14,
  sanitizers: 16,
  codeModel: 17,
} as const;

/** @throws BitcodeError */
export function readGlobalVariable(record: KeptRecord, id: number, tables: ModuleTables): GlobalVariable {
  const fields = new Fields(record, tables, 6);
  const name = nameOf(fields, id, tables);
  const flags = fields.at(At.flags);
  const type = entryOf(tables.types, fields.at(At.type), "type", fields);
  const threadLocal = THREAD_LOCAL_MODES[fields.at(At.threadLocal)];
  const alignment = alignmentOf(fields, At.alignment);
  const section = sectionOf(fields, At.section, tables);
  const comdat = comdatOf(fields, At, name, tables);
  const codeModel = CODE_MODELS[fields.at(At.codeModel)];
  const attributes = fields.optional(At.attributes);
  const initializerId = fields.optional(At.initializer);
  const initializer = lazy(() => (initializerId === undefined ? undefined : tables.value(initializerId)));
  return {
    kind: "variable",
    name,
    id,
    ...(flags & 2 ? { type, addressSpace: flags >>> 2 } : pointedTo(type, fields)),
    ...readShared(fields, At, tables),
    isConstant: (flags & 1) === 1,
    isDeclaration: initializerId === undefined,
    isExternallyInitialized: fields.at(At.externallyInitialized) !== 0,
    ...(threadLocal && { threadLocal }),
    ...(alignment && { alignment }),
    ...(section !== undefined && { section }),
    ...(comdat && { comdat }),
    ...(codeModel && { codeModel }),
    sanitizers: SANITIZERS.filter((_, bit) => (fields.at(At.sanitizers) >> bit) & 1),
    attributes: (attributes === undefined ? NO_ATTRIBUTES : entryOf(tables.attributeLists, attributes, "attribute list", fields)).function,
    get initializer() {
      return initializer();
    },
  };
}

/** By their bits. */
const SANITIZERS = ["no_sanitize_address", "no_sanitize_hwaddress", "sanitize_memtag", "sanitize_address_dyninit"] as const;
