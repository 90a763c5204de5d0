// Where a link put what the objects' debug info speaks of: what Apple's linker writes into a binary's symbol
// table as stabs, for dsymutil. A kext's binary goes without.

import type { InputObject } from "./input.js";
import type { Link } from "./link.js";
import { pieceAddress } from "./subsection.js";
import type { LinkedObject } from "./symbol-table.js";

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
export function debugMap({ objects }: Link): MappedObject[] {
  return objects
    .filter(({ object }) => object.macho.sections.some(({ segment }) => segment === "__DWARF"))
    .map((linked) => ({ object: linked.object, symbols: mappedSymbols(linked) }));
}

function mappedSymbols({ object, symbols }: LinkedObject): MappedSymbol[] {
  const mapped: MappedSymbol[] = [];
  for (const [index, linked] of symbols.entries()) {
    const definition = linked?.definition;
    // Another object's definition of the name may have won, and a piece may stand for its like.
    if (definition?.kind !== "placed" || definition.object !== object || definition.symbolIndex !== index) continue;
    const { piece, offset } = definition;
    if (piece.place < 0) continue;
    mapped.push({
      name: linked!.name,
      objectAddress: piece.section.address + piece.start + offset,
      address: pieceAddress(piece) + offset,
      size: piece.size - offset,
    });
  }
  mapped.sort((a, b) => a.objectAddress - b.objectAddress);
  // Of several names in a piece, each reaches to the next.
  return mapped.map((symbol, index) => {
    const next = mapped.slice(index + 1, index + 17).find(({ objectAddress }) => objectAddress > symbol.objectAddress);
    return next === undefined ? symbol : { ...symbol, size: Math.min(symbol.size, next.objectAddress - symbol.objectAddress) };
  });
}
