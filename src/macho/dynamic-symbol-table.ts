import type { Cursor } from "./cursor.js";
import type { FileParts } from "./file-parts.js";
import * as layout from "./layout.js";
import { MachOError } from "./macho-error.js";
import type { DynamicSymbolTable, Relocation, SymbolRun } from "./macho.js";
import { readRelocations, type RelocationContext, resolveRelocations } from "./relocation.js";

export interface DynamicTables {
  readonly dynamicSymbolTable: DynamicSymbolTable;
  readonly externalRelocations: readonly Relocation[];
  readonly localRelocations: readonly Relocation[];
}

/** Reads an `LC_DYSYMTAB` whose command and size fields are already read, and the tables that kexts and objects have. */
export function readDynamicTables(file: FileParts, cursor: Cursor, context: Omit<RelocationContext, "patchedSize">): DynamicTables {
  const locals = readRun(cursor, "local", context.symbolCount);
  const defined = readRun(cursor, "defined external", context.symbolCount);
  const undefinedRun = readRun(cursor, "undefined", context.symbolCount);
  // Tables of contents, modules and external references are for dylibs.
  for (const [what, size] of dylibTables) takeTable(file, cursor, size, what);
  const indirect = takeTable(file, cursor, indirectSymbolSize, "indirect symbols");
  const external = takeTable(file, cursor, layout.relocationSize, "external relocations");
  const local = takeTable(file, cursor, layout.relocationSize, "local relocations");
  const imageContext = { ...context, patchedSize: undefined };
  const read = (table: Table): Relocation[] => resolveRelocations(readRelocations(table.cursor, imageContext), imageContext);
  return {
    dynamicSymbolTable: {
      locals,
      defined,
      undefined: undefinedRun,
      indirectSymbols: readIndirectSymbols(indirect.cursor),
      indirectOffset: indirect.offset,
      externalRelocationOffset: external.offset,
      localRelocationOffset: local.offset,
    },
    externalRelocations: read(external),
    localRelocations: read(local),
  };
}

const dylibTables: readonly (readonly [what: string, size: number])[] = [
  ["a table of contents", 8],
  ["modules", 56],
  ["external references", 4],
];

const indirectSymbolSize = 4;

function readRun(cursor: Cursor, what: string, symbols: number): SymbolRun {
  const field = cursor.offset;
  const run = { first: cursor.u32(), count: cursor.u32() };
  if (run.first + run.count > symbols && run.count > 0) {
    throw new MachOError("macho-bad-count", `the run of ${what} symbols would end at ${run.first + run.count}, of ${symbols} symbols`, field);
  }
  return run;
}

interface Table {
  readonly offset: number;
  readonly cursor: Cursor;
}

function takeTable(file: FileParts, cursor: Cursor, entrySize: number, what: string): Table {
  const field = cursor.offset;
  const offset = cursor.u32();
  const count = cursor.u32();
  return { offset, cursor: file.take(offset, count * entrySize, `the table of ${count} ${what}`, field).cursor };
}

function readIndirectSymbols(table: Cursor): number[] {
  const symbols: number[] = [];
  while (table.remaining > 0) symbols.push(table.u32());
  return symbols;
}
