// What is wrong with symbols, and what the kernel would have against them.

import type { Diagnostic } from "../support/diagnostic.js";
import { KMOD_INFO } from "./kmod-info.js";
import { linkError } from "./link-error.js";
import { referrers } from "./referrers.js";
import { DefinitionKind } from "./shared-symbols.js";
import type { SymbolTable } from "./symbol-table.js";

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

/** Symbols that are not within the section that they are said to be in, one diagnostic each. */
export function placeErrors({ misplaced }: SymbolTable): Diagnostic[] {
  const fix = "the object is damaged, or defines a symbol as a place in nothing: compile it again";
  return misplaced.map(({ object, section: { section: { segment, name } }, index }) =>
    linkError("link-bad-symbol", `'${object.name}': '${object.macho.symbolList.name(index)}' is not within its section '${segment},${name}'`, { fix }),
  );
}

/** Names that are defined more than once, one diagnostic each. */
export function duplicateErrors({ duplicates, shared }: SymbolTable): Diagnostic[] {
  return [...duplicates].map(([symbol, objects]) =>
    linkError("link-duplicate-symbol", `'${shared.name(symbol)}' is defined ${objects.size > 1 ? `by ${objects.size} objects` : "twice by one object"}`, {
      notes: [...objects].map((object) => `defined by '${object}'`),
      fix: "keep one definition, or make all but one weak or private to their objects",
    }),
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
