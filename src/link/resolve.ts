// Brings objects and the members of archives together, and judges what is left undefined.

import type { Section } from "../macho/macho.js";
import type { Diagnostic } from "../support/diagnostic.js";
import { type InputArchive, type InputObject, type LinkInput, readInput } from "./input.js";
import { KMOD_INFO } from "./kmod-info.js";
import { linkError } from "./link-error.js";
import { isLinkableType } from "./output-section.js";
import { inputSections } from "./split.js";
import type { LinkedSymbol } from "./symbol.js";
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

/** The name of the image's header in C, by which os_log finds its strings. */
const DSO_HANDLE = "___dso_handle";

/** Resolves the names of all inputs; `exports` are asked for as an undefined symbol is. */
export function resolve(inputs: readonly LinkInput[], exports: readonly string[]): SymbolTable {
  const table = new SymbolTable(inputSections);
  const archives: InputArchive[] = [];
  for (const input of inputs.map(readInput)) {
    if ("members" in input) archives.push(input);
    else table.addObject(input);
  }
  // A library may bring them, too.
  for (const name of exports) table.named(name).isExported = true;
  table.pullMembers(archives);
  const handle = table.find(DSO_HANDLE);
  if (handle !== undefined && handle.definition === undefined) handle.definition = { kind: "image base" };
  return table;
}

/** Sections that a kext cannot have, one diagnostic each. */
export function sectionErrors(objects: readonly LinkedObject[]): Diagnostic[] {
  return objects.flatMap(({ object, sections }) => sections.flatMap((input) => (input === undefined ? [] : sectionError(object, input.section))));
}

function sectionError({ name: object }: InputObject, { segment, name, type, contents, relocations }: Section): Diagnostic[] {
  const what = `'${object}': section '${segment},${name}'`;
  if (!isLinkableType(type)) {
    return [
      linkError("link-section-type", `${what} is of type ${type}, which the kernel's linker refuses`, {
        fix: "thread-local variables, lazily bound symbols and interposing do not exist in a kext: take out what makes the section",
      }),
    ];
  }
  if (contents !== undefined || relocations.length === 0) return [];
  return [linkError("link-bad-relocation", `${what} has relocations and no bytes for them`, { fix: "the object is damaged: compile it again" })];
}

/** Undefined symbols and exports that the kernel's linker would refuse, one diagnostic each. */
export function symbolErrors(table: SymbolTable, undefinedSymbols: readonly LinkedSymbol[], kernel: KernelSymbols): Diagnostic[] {
  return [...exportErrors(table, kernel), ...undefinedSymbols.flatMap((symbol) => undefinedError(symbol, kernel))];
}

function exportErrors(table: SymbolTable, kernel: KernelSymbols): Diagnostic[] {
  return [...table.shared()].flatMap(({ name, isExported, definition }) => {
    if (!isExported || name === KMOD_INFO) return [];
    if (definition === undefined) {
      return [linkError("link-no-export", `'${name}' is to be exported and is not defined`, { fix: "names have a leading underscore in Mach-O: main is _main" })];
    }
    const problem = kernel.judgeExport(name);
    return problem === undefined ? [] : [linkError("link-export-clash", `'${name}' cannot be exported: ${problem.reason}`, { fix: problem.fix })];
  });
}

function undefinedError(symbol: LinkedSymbol, kernel: KernelSymbols): Diagnostic[] {
  const problem = kernel.judgeUndefined(symbol.name);
  if (problem === undefined) return [];
  return [linkError("link-undefined-symbol", `'${symbol.name}' is not defined: ${problem.reason}`, { notes: referrers(symbol), fix: problem.fix })];
}

function referrers({ referrers: objects }: LinkedSymbol): string[] {
  const shown = objects.slice(0, MOST_REFERRERS).map(({ name }) => `referred to by '${name}'`);
  return objects.length > MOST_REFERRERS ? [...shown, `and by ${objects.length - MOST_REFERRERS} more`] : shown;
}

const MOST_REFERRERS = 8;
