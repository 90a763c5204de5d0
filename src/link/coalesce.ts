import { DefinitionKind } from "./shared-symbols.js";
import type { SymbolTable } from "./symbol-table.js";

/** Lets those pieces of weak definitions of which no name is left stand back for the ones that won. */
export function coalesce(table: SymbolTable): void {
  const { losers, objects, shared: { kinds, pieces, offsets, length }, subsections } = table;
  if (losers.size === 0) return;
  for (const object of objects) {
    for (const [index, piece] of object.pieces.entries()) {
      if (object.shared[index]! < 0 && piece >= 0 && table.offsetOf(object, index) !== 0) losers.delete(piece);
    }
  }
  for (let symbol = 0; symbol < length; symbol += 1) if (kinds[symbol] === DefinitionKind.Placed) losers.delete(pieces[symbol]!);
  for (const [piece, symbol] of losers) {
    if (kinds[symbol] === DefinitionKind.Placed && offsets[symbol] === 0) subsections.replacements[piece] = pieces[symbol]!;
  }
}
