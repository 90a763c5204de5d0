// Aliases, which name another symbol, and ifuncs, which are resolved by running a function.

import { type ThreadLocalMode, THREAD_LOCAL_MODES } from "../codes/global-values.js";
import { ModuleCode } from "../codes/module.js";
import { entryOf, Fields, type GlobalValueBase, type ModuleTables, nameOf, pointedTo, readShared, type Value } from "./global-value.js";
import type { KeptRecord } from "./module-records.js";

export interface Alias extends GlobalValueBase {
  readonly kind: "alias";
  readonly threadLocal?: ThreadLocalMode;
  readonly aliasee: Value | undefined;
}

export interface IFunc extends GlobalValueBase {
  readonly kind: "ifunc";
  readonly resolver: Value | undefined;
}

/** Where an ALIAS record has what; the first four were always there. */
const At = { type: 0, addressSpace: 1, aliasee: 2, linkage: 3, visibility: 4, dllStorage: 5, threadLocal: 6, unnamedAddr: 7, dsoLocal: 8, partition: 9 } as const;

/** Up to 3.7 the type was a pointer's, which told the address space. */
const OldAt = { type: 0, aliasee: 1, linkage: 2, visibility: 3, dllStorage: 4, threadLocal: 5, unnamedAddr: 6, dsoLocal: 7, partition: 8 } as const;

const IFuncAt = { type: 0, addressSpace: 1, resolver: 2, linkage: 3, visibility: 4, dsoLocal: 5, partition: 6 } as const;

/** @throws BitcodeError */
export function readAlias(record: KeptRecord, id: number, tables: ModuleTables): Alias {
  const isOld = record.code === ModuleCode.ALIAS_OLD;
  const at = isOld ? OldAt : At;
  const fields = new Fields(record, tables, isOld ? 3 : 4);
  const type = entryOf(tables.types, fields.at(at.type), "type", fields);
  const threadLocal = THREAD_LOCAL_MODES[fields.at(at.threadLocal)];
  return {
    kind: "alias",
    name: nameOf(fields, id, tables),
    id,
    ...(isOld ? pointedTo(type, fields) : { type, addressSpace: fields.at(At.addressSpace) }),
    ...readShared(fields, at, tables),
    ...(threadLocal && { threadLocal }),
    get aliasee() {
      return tables.value(fields.at(at.aliasee));
    },
  };
}

/** @throws BitcodeError */
export function readIFunc(record: KeptRecord, id: number, tables: ModuleTables): IFunc {
  const fields = new Fields(record, tables, 4);
  return {
    kind: "ifunc",
    name: nameOf(fields, id, tables),
    id,
    type: entryOf(tables.types, fields.at(IFuncAt.type), "type", fields),
    addressSpace: fields.at(IFuncAt.addressSpace),
    ...readShared(fields, IFuncAt, tables),
    get resolver() {
      return tables.value(fields.at(IFuncAt.resolver));
    },
  };
}
