// Brings objects and the members of archives together, and judges what is left undefined.

import { S_ATTR_PURE_INSTRUCTIONS, S_ATTR_SOME_INSTRUCTIONS } from "../macho/layout.js";
import type { Section } from "../macho/macho.js";
import type { Diagnostic } from "../support/diagnostic.js";
import { type InputArchive, type InputObject, type LinkInput, readInput } from "./input.js";
import { KMOD_INFO } from "./kmod-info.js";
import { linkError } from "./link-error.js";
import { isLinkableType } from "./output-section.js";
import { overlappingField } from "./overlap.js";
import { DefinitionKind } from "./shared-symbols.js";
import { type LinkedObject, SymbolTable } from "./symbol-table.js";

/** What the kernel has against a symbol. */
export interface SymbolProblem {
  readonly reason: string;
  readonly fix: string;
}

/** What kernels export, as far as linking has to do with it. */
export interface KernelSymbols {
  /** What is wrong with a name that no input defines; undefined where the kernel has it, or may have it. */
  judgeUndefined(name: string): SymbolProblem | undefined;
  /** What is wrong with a kext's exporting a name. */
  judgeExport(name: string): SymbolProblem | undefined;
}

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
  table.pullMembers(archives);
  for (const header of HEADER_NAMES.map((name) => shared.find(name))) {
    if (header !== undefined && shared.kinds[header] === DefinitionKind.None) shared.kinds[header] = DefinitionKind.ImageBase;
  }
  table.followAliases();
  table.coalesce();
  return table;
}

/** Sections that a kext cannot have, one diagnostic each. */
export function sectionErrors(objects: readonly LinkedObject[]): Diagnostic[] {
  return objects.flatMap(({ object, sections }) => sections.flatMap((input) => (input === undefined ? [] : sectionError(object, input.section))));
}

function sectionError({ name: object }: InputObject, { segment, name, type, attributes, contents, relocationTable }: Section): Diagnostic[] {
  const what = `'${object}': section '${segment},${name}'`;
  if (segment === "__LINKEDIT") {
    return [linkError("link-section-type", `${what} is in the segment of the linker's own tables`, { fix: "put it into __TEXT or __DATA" })];
  }
  if (segment !== "__TEXT" && (attributes & (S_ATTR_PURE_INSTRUCTIONS | S_ATTR_SOME_INSTRUCTIONS)) !== 0) {
    return [linkError("link-code-segment", `${what} holds code, and the kernel executes none outside of __TEXT`, { fix: `name the section __TEXT,${name}` })];
  }
  if (!isLinkableType(type)) {
    return [
      linkError("link-section-type", `${what} is of type ${type}, which the kernel's linker refuses`, {
        fix: "thread-local variables, lazily bound symbols and interposing do not exist in a kext: take out what makes the section",
      }),
    ];
  }
  const fix = "the object is damaged: compile it again";
  if (contents === undefined && relocationTable.length > 0) return [linkError("link-bad-relocation", `${what} has relocations and no bytes for them`, { fix })];
  const overlap = overlappingField(relocationTable);
  return overlap === undefined ? [] : [linkError("link-bad-relocation", `${what} has two relocations for what is at 0x${overlap.toString(16)}`, { fix })];
}

/** Symbols that are not within the section that they are said to be in, one diagnostic each. */
export function placeErrors({ misplaced }: SymbolTable): Diagnostic[] {
  const fix = "the object is damaged, or defines a symbol as a place in nothing: compile it again";
  return misplaced.map(({ object, section: { section: { segment, name } }, index }) =>
    linkError("link-bad-symbol", `'${object.name}': '${object.macho.symbolList.name(index)}' is not within its section '${segment},${name}'`, { fix }),
  );
}

/** Undefined symbols and exports that the kernel's linker would refuse, one diagnostic each. */
export function symbolErrors(table: SymbolTable, undefinedSymbols: Iterable<number>, kernel: KernelSymbols): Diagnostic[] {
  const canTest = [...undefinedSymbols].some((symbol) => table.shared.name(symbol) === WEAK_TEST);
  return [
    ...exportErrors(table, kernel),
    ...[...undefinedSymbols].flatMap((symbol) => (table.shared.required[symbol] === 1 ? undefinedError(symbol, table, kernel) : weakError(symbol, table, canTest))),
  ];
}

/** What a weak symbol that the kernel has not is the address of; without a reference to it, the kernel takes no weak ones. */
const WEAK_TEST = "_gOSKextUnresolved";

function weakError(symbol: number, table: SymbolTable, canTest: boolean): Diagnostic[] {
  if (canTest) return [];
  return [
    linkError("link-weak-import", `'${table.shared.name(symbol)}' is a weak reference, and nothing tests for its absence: the kernel refuses such a kext`, {
      notes: referrers(symbol, table),
      fix: "compare its address with gOSKextUnresolved before use, or refer to it strongly",
    }),
  ];
}

function exportErrors({ shared }: SymbolTable, kernel: KernelSymbols): Diagnostic[] {
  const errors: Diagnostic[] = [];
  for (let symbol = shared.exported.indexOf(1); symbol >= 0; symbol = shared.exported.indexOf(1, symbol + 1)) {
    const name = shared.name(symbol);
    if (name === KMOD_INFO) continue;
    if (shared.kinds[symbol] === DefinitionKind.None) {
      errors.push(linkError("link-no-export", `'${name}' is to be exported and is not defined`, { fix: "names have a leading underscore in Mach-O: main is _main" }));
      continue;
    }
    const problem = kernel.judgeExport(name);
    if (problem !== undefined) errors.push(linkError("link-export-clash", `'${name}' cannot be exported: ${problem.reason}`, { fix: problem.fix }));
  }
  return errors;
}

function undefinedError(symbol: number, table: SymbolTable, kernel: KernelSymbols): Diagnostic[] {
  const name = table.shared.name(symbol);
  const problem = kernel.judgeUndefined(name);
  if (problem === undefined) return [];
  return [linkError("link-undefined-symbol", `'${name}' is not defined: ${problem.reason}`, { notes: referrers(symbol, table), fix: problem.fix })];
}

/** Notes on who refers to a symbol. */
function referrers(symbol: number, table: SymbolTable): string[] {
  const objects = table.referrers(symbol);
  const shown = objects.slice(0, MOST_REFERRERS).map(({ name }) => `referred to by '${name}'`);
  return objects.length > MOST_REFERRERS ? [...shown, `and by ${objects.length - MOST_REFERRERS} more`] : shown;
}

const MOST_REFERRERS = 8;

/** A symbol that a kext leaves to the kernel's linker. */
export interface UndefinedSymbol {
  readonly name: string;
  /** Notes on who refers to it. */
  readonly referrers: readonly string[];
}

/** Those of them that `isWanted` wants. */
export function undefinedSymbols(table: SymbolTable, symbols: Iterable<number>, isWanted: (name: string) => boolean): UndefinedSymbol[] {
  return [...symbols].flatMap((symbol) => {
    const name = table.shared.name(symbol);
    return isWanted(name) ? [{ name, referrers: referrers(symbol, table) }] : [];
  });
}
