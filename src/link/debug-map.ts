// Where a link put what the objects' debug info speaks of: what Apple's linker writes into a binary's symbol
// table as stabs, for dsymutil. A kext's binary goes without.

import type { InputObject } from "./input.js";
import type { Link } from "./link.js";
import type { LinkedObject, SymbolTable } from "./symbol-table.js";

/** An object with debug info. */
export interface MappedObject {
  readonly object: InputObject;
  readonly symbols: readonly MappedSymbol[];
}

/** A run of bytes that begins with a symbol and was moved as one. */
export interface MappedSymbol {
  readonly name: string;
  readonly objectAddress: number;
  /** In the image. */
  readonly address: number;
  readonly size: number;
}

/** The objects of a link that have debug info, each with what of it is in the image. */
export function debugMap({ table }: Link): MappedObject[] {
  return table.objects
    .filter(({ object }) => object.macho.sections.some(({ segment }) => segment === "__DWARF"))
    .map((linked) => ({ object: linked.object, symbols: mappedSymbols(linked, table) }));
}

function mappedSymbols(linked: LinkedObject, table: SymbolTable): MappedSymbol[] {
  const { addresses, sizes } = table.subsections;
  const list = linked.object.macho.symbolList;
  const mapped: MappedSymbol[] = [];
  for (const [index, piece] of linked.pieces.entries()) {
    const symbol = linked.shared[index]!;
    // Another object's definition of the name may have won, and a piece may stand for its like.
    if (piece < 0 || !table.subsections.isPlaced(piece) || (symbol >= 0 && !table.shared.isFrom(symbol, linked.number, index))) continue;
    const offset = table.offsetOf(linked, index);
    mapped.push({ name: list.name(index), objectAddress: list.nearValue(index), address: addresses[piece]! + offset, size: sizes[piece]! - offset });
  }
  mapped.sort((a, b) => a.objectAddress - b.objectAddress);
  // Of several names in a piece, each reaches to the next.
  return mapped.map((symbol, index) => {
    const next = mapped.slice(index + 1, index + 17).find(({ objectAddress }) => objectAddress > symbol.objectAddress);
    return next === undefined ? symbol : { ...symbol, size: Math.min(symbol.size, next.objectAddress - symbol.objectAddress) };
  });
}
