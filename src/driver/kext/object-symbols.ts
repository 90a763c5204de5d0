// What objects define and leave undefined, by the linker's names.

import type { LinkInput } from "../../link/input.js";
import { isArchive } from "../../macho/archive.js";
import type { MachOSymbol } from "../../macho/macho.js";
import { readMachO } from "../../macho/read.js";

/** What an input leaves undefined; of an archive that is not known before it is linked. */
export function undefinedIn(input: LinkInput): ReadonlySet<string> {
  return symbolsOf(input).missing;
}

/** What an input defines for others. */
export function definedIn(input: LinkInput): ReadonlySet<string> {
  return symbolsOf(input).defined;
}

interface ObjectSymbols {
  readonly defined: ReadonlySet<string>;
  readonly missing: ReadonlySet<string>;
}

const known = new WeakMap<LinkInput, ObjectSymbols>();

function symbolsOf(input: LinkInput): ObjectSymbols {
  let symbols = known.get(input);
  if (symbols === undefined) {
    const all = isArchive(input.bytes) ? [] : readMachO(input.bytes).symbols;
    const names = (isWanted: (symbol: MachOSymbol) => boolean): ReadonlySet<string> => new Set(all.filter(isWanted).map(({ name }) => name));
    symbols = { defined: names(({ external, kind }) => external && kind !== "undefined"), missing: names(({ kind }) => kind === "undefined") };
    known.set(input, symbols);
  }
  return symbols;
}
