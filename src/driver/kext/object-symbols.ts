// What objects define and leave undefined, by the linker's names.

import type { LinkInput } from "../../link/input.js";
import { isArchive, readArchive } from "../../macho/archive.js";
import type { MachOSymbol } from "../../macho/macho.js";
import { readMachO } from "../../macho/read.js";

/** What an input leaves undefined; of an archive, what any member does. */
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
    const objects = isArchive(input.bytes) ? readArchive(input.bytes).map(({ bytes }) => bytes) : [input.bytes];
    const all = objects.flatMap((object) => readMachO(object).symbols);
    const names = (isWanted: (symbol: MachOSymbol) => boolean): ReadonlySet<string> => new Set(all.filter(isWanted).map(({ name }) => name));
    symbols = { defined: names(({ external, kind }) => external && kind !== "undefined"), missing: names(({ kind }) => kind === "undefined") };
    known.set(input, symbols);
  }
  return symbols;
}
