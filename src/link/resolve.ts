// Brings objects and the members of archives together, and judges what is left undefined.

import type { Diagnostic } from "../support/diagnostic.js";
import { type InputArchive, type LinkInput, readInput } from "./input.js";
import { KMOD_INFO } from "./kmod-info.js";
import { linkError } from "./link-error.js";
import { isLinkableType } from "./output-section.js";
import { inputSections } from "./split.js";
import type { LinkedSymbol } from "./symbol.js";
import { type LinkedObject, SymbolTable } from "./symbol-table.js";

/** What is wrong with a symbol's not being defined by the objects. */
export interface UndefinedProblem {
  /** Follows "'name' is not defined: ". */
  readonly reason: string;
  readonly fix: string;
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
  return objects.flatMap(({ object, sections }) =>
    sections.flatMap((input) => {
      if (input === undefined || isLinkableType(input.section.type)) return [];
      const { segment, name, type } = input.section;
      return [
        linkError("link-section-type", `'${object.name}': section '${segment},${name}' is of type ${type}, which the kernel's linker refuses`, {
          fix: "thread-local variables, lazily bound symbols and interposing do not exist in a kext: take out what makes the section",
        }),
      ];
    }),
  );
}

/** Names to export that nothing defines, and undefined ones that `judge` finds wrong, one diagnostic each. */
export function undefinedErrors(
  table: SymbolTable,
  undefinedSymbols: readonly LinkedSymbol[],
  judge: (name: string, isWeak: boolean) => UndefinedProblem | undefined,
): Diagnostic[] {
  const unexported = [...table.shared()].filter(({ name, isExported, definition }) => isExported && definition === undefined && name !== KMOD_INFO);
  const missing = undefinedSymbols.flatMap((symbol) => {
    const problem = judge(symbol.name, symbol.isWeakReference);
    if (problem === undefined) return [];
    return [linkError("link-undefined-symbol", `'${symbol.name}' is not defined: ${problem.reason}`, { notes: referrers(symbol), fix: problem.fix })];
  });
  return [
    ...unexported.map(({ name }) => linkError("link-no-export", `'${name}' is to be exported and is not defined`, { fix: "names have a leading underscore in Mach-O: main is _main" })),
    ...missing,
  ];
}

function referrers({ referrers: objects }: LinkedSymbol): string[] {
  const shown = objects.slice(0, MOST_REFERRERS).map(({ name }) => `referred to by '${name}'`);
  return objects.length > MOST_REFERRERS ? [...shown, `and by ${objects.length - MOST_REFERRERS} more`] : shown;
}

const MOST_REFERRERS = 8;
