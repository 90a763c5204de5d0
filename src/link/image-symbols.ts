import type { ImageSymbols } from "./linkedit.js";
import { isInImage, isTemporaryName, type LinkedSymbol } from "./symbol.js";
import type { SymbolTable } from "./symbol-table.js";

/** The symbols that go into the image: what is in it and has a name of its own, and what it needs from others. */
export function imageSymbols(table: SymbolTable): ImageSymbols {
  const locals: LinkedSymbol[] = [];
  for (const { symbols } of table.objects) {
    for (const symbol of symbols) {
      if (symbol !== undefined && !symbol.isShared && !isTemporaryName(symbol.name) && hasEntry(symbol)) locals.push(symbol);
    }
  }
  const defined: LinkedSymbol[] = [];
  const undefinedSymbols: LinkedSymbol[] = [];
  for (const symbol of table.shared()) {
    if (symbol.definition === undefined) {
      if (symbol.isReferenced) undefinedSymbols.push(symbol);
    } else if (hasEntry(symbol)) {
      (symbol.isExported ? defined : locals).push(symbol);
    }
  }
  return { locals, defined: defined.sort(byName), undefined: undefinedSymbols.sort(byName) };
}

/** The image's header has none: the kernel's linker makes its own. */
function hasEntry(symbol: LinkedSymbol): boolean {
  return isInImage(symbol) && symbol.definition?.kind !== "image base";
}

function byName(a: LinkedSymbol, b: LinkedSymbol): number {
  return a.name < b.name ? -1 : a.name > b.name ? 1 : 0;
}
