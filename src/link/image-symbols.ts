import { DefinitionKind } from "./shared-symbols.js";
import { isTemporary } from "./symbol.js";
import type { LinkedObject, SymbolTable } from "./symbol-table.js";

/** The symbols that go into the image, in the runs that its symbol table is in. */
export interface ImageSymbols {
  /** Symbols of one object's own that have a name to keep. */
  readonly own: readonly OwnSymbols[];
  /** Shared symbols by their numbers: those that are hidden from other kexts, */
  readonly hidden: Int32Array;
  /** those that others see, sorted by name, */
  readonly defined: Int32Array;
  /** and those of others, sorted by name. */
  readonly undefined: Int32Array;
}

/** Some symbols of an object. */
export interface OwnSymbols {
  readonly object: LinkedObject;
  /** By their index there. */
  readonly indices: Int32Array;
}

/** Finds what is in the image and has a name of its own, and what it needs from others. */
export function imageSymbols(table: SymbolTable): ImageSymbols {
  const { shared, subsections } = table;
  const hidden = new Int32Array(shared.length);
  let hiddenCount = 0;
  const defined: number[] = [];
  const undefinedSymbols: number[] = [];
  for (let symbol = 0; symbol < shared.length; symbol += 1) {
    const kind = shared.kinds[symbol];
    if (kind === DefinitionKind.None) {
      if (shared.referenced[symbol] === 1) undefinedSymbols.push(symbol);
      continue;
    }
    // The image's header has none: the kernel's linker makes its own.
    const hasEntry = kind === DefinitionKind.Absolute || (kind === DefinitionKind.Placed && subsections.isInImage(shared.pieces[symbol]!));
    if (!hasEntry) continue;
    if (shared.exported[symbol] === 1) defined.push(symbol);
    else hidden[hiddenCount++] = symbol;
  }
  return {
    own: table.objects.map((object) => ({ object, indices: ownSymbols(object, table) })),
    hidden: hidden.subarray(0, hiddenCount),
    defined: byName(defined, table),
    undefined: byName(undefinedSymbols, table),
  };
}

function ownSymbols({ object, shared, pieces }: LinkedObject, { subsections }: SymbolTable): Int32Array {
  const list = object.macho.symbolList;
  const indices = new Int32Array(list.length);
  let count = 0;
  for (let index = 0; index < list.length; index += 1) {
    if (shared[index]! >= 0 || isTemporary(list.initial(index))) continue;
    const piece = pieces[index]!;
    if (piece >= 0 ? subsections.isInImage(piece) : list.kind(index) === "absolute") indices[count++] = index;
  }
  return indices.subarray(0, count);
}

function byName(symbols: readonly number[], { shared }: SymbolTable): Int32Array {
  const named = symbols.map((symbol) => ({ symbol, name: shared.name(symbol) }));
  named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return Int32Array.from(named, ({ symbol }) => symbol);
}
