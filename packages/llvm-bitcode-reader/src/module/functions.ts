// Functions, from their records. Bodies are stepped over until something of them is asked for.

import { BitcodeError } from "../bitstream/bitcode-error.js";
import { callingConventionName } from "../codes/calling-conventions.js";
import { type AttributeList, NO_ATTRIBUTES } from "./attributes.js";
import type { Comdat } from "./comdats.js";
import type { FunctionBody } from "./function-body.js";
import { alignmentOf, comdatOf, sectionOf } from "./global-object.js";
import { entryOf, Fields, type GlobalValueBase, type ModuleTables, nameOf, pointedTo, readShared, type Value } from "./global-value.js";
import { lazy } from "./lazy.js";
import type { KeptRecord } from "./module-records.js";
import type { FunctionType } from "./types.js";

/** A function; a declaration where it has no body. */
export interface Function extends GlobalValueBase {
  readonly kind: "function";
  readonly type: FunctionType;
  /** As LLVM IR spells it; `ccc` is C's. */
  readonly callingConvention: string;
  readonly isDeclaration: boolean;
  readonly attributes: AttributeList;
  /** In bytes. */
  readonly alignment?: number;
  readonly section?: string;
  readonly comdat?: Comdat;
  /** The name of its garbage collector. */
  readonly gc?: string;
  readonly prefix: Value | undefined;
  readonly prologue: Value | undefined;
  readonly personality: Value | undefined;
  /** Its blocks and instructions, counted when asked for; undefined for a declaration. */
  readonly body: FunctionBody | undefined;
}

/** Where a FUNCTION record has what; the first eight were always there. */
const At = {
  /** The function's type (3.7), or that of a pointer to it. */
  type: 0,
  callingConvention: 1,
  isDeclaration: 2,
  linkage: 3,
  attributes: 4,
  alignment: 5,
  section: 6,
  visibility: 7,
  gc: 8,
  unnamedAddr: 9,
  prologue: 10,
  dllStorage: 11,
  comdat: 12,
  prefix: 13,
  personality: 14,
  dsoLocal: 15,
  addressSpace: 16,
  partition: 17,
} as const;

/**
 * @param readBody counts the body of the function's definition.
 * @throws BitcodeError
 */
export function readFunction(record: KeptRecord, id: number, tables: ModuleTables, readBody: () => FunctionBody | undefined): Function {
  const fields = new Fields(record, tables, 8);
  const name = nameOf(fields, id, tables);
  const isDeclaration = fields.at(At.isDeclaration) !== 0;
  const attributes = fields.optional(At.attributes);
  const alignment = alignmentOf(fields, At.alignment);
  const section = sectionOf(fields, At.section, tables);
  const comdat = comdatOf(fields, At, name, tables);
  const gc = fields.optional(At.gc);
  const body = lazy(() => (isDeclaration ? undefined : readBody()));
  return {
    kind: "function",
    name,
    id,
    ...typeOf(fields, tables),
    ...readShared(fields, At, tables),
    callingConvention: callingConventionName(fields.at(At.callingConvention)),
    isDeclaration,
    attributes: attributes === undefined ? NO_ATTRIBUTES : entryOf(tables.attributeLists, attributes, "attribute list", fields),
    ...(alignment && { alignment }),
    ...(section !== undefined && { section }),
    ...(comdat && { comdat }),
    ...(gc !== undefined && { gc: entryOf(tables.gcs, gc, "garbage collector", fields) }),
    get prefix() {
      return optionalValue(fields, At.prefix, tables);
    },
    get prologue() {
      return optionalValue(fields, At.prologue, tables);
    },
    get personality() {
      return optionalValue(fields, At.personality, tables);
    },
    get body() {
      return body();
    },
  };
}

function typeOf(fields: Fields, tables: ModuleTables): { readonly type: FunctionType; readonly addressSpace: number } {
  const named = entryOf(tables.types, fields.at(At.type), "type", fields);
  const { type, addressSpace } = named.kind === "function" ? { type: named, addressSpace: 0 } : pointedTo(named, fields);
  if (type.kind !== "function") throw new BitcodeError("a function has a type that is no function's", fields.record.bitOffset);
  return { type, addressSpace: At.addressSpace < fields.count ? fields.at(At.addressSpace) : addressSpace };
}

function optionalValue(fields: Fields, index: number, { value }: ModuleTables): Value | undefined {
  const id = fields.optional(index);
  return id === undefined ? undefined : value(id);
}
