// Brings objects and the members of archives together, and finds out what their names stand for.

import { followAliases } from "./aliases.js";
import { pullMembers } from "./archives.js";
import { defineBoundaries } from "./boundary.js";
import { coalesce } from "./coalesce.js";
import { type InputArchive, type LinkInput, readInput } from "./input.js";
import { libkmod } from "./libkmod.js";
import { DefinitionKind } from "./shared-symbols.js";
import { SymbolTable } from "./symbol-table.js";

/** The names of the image's header in C; by the first one os_log finds its strings. */
const HEADER_NAMES = ["___dso_handle", "__mh_bundle_header", "__mh_execute_header", "__mh_dylib_header"];

/** Resolves the names of all inputs; `exports` are asked for as an undefined symbol is. With `deadStrip`, whatever nothing refers to can be left out later. */
export function resolve(inputs: readonly LinkInput[], exports: readonly string[], deadStrip: boolean): SymbolTable {
  const table = new SymbolTable(deadStrip);
  const archives: InputArchive[] = [];
  for (const input of inputs.map(readInput)) {
    if ("members" in input) archives.push(input);
    else table.addObject(input);
  }
  // A library may bring them, too.
  const { shared } = table;
  for (const symbol of exports.map((name) => shared.named(name))) shared.exported[symbol] = 1;
  pullMembers(table, [...archives, libkmod()]);
  for (const header of HEADER_NAMES.map((name) => shared.find(name))) {
    if (header !== undefined && shared.kinds[header] === DefinitionKind.None) shared.kinds[header] = DefinitionKind.ImageBase;
  }
  defineBoundaries(table);
  followAliases(table);
  coalesce(table);
  return table;
}
