import type { LinkedObject, SymbolTable } from "./symbol-table.js";

/** Notes on who refers to a shared symbol without defining it. */
export function referrers(symbol: number, table: SymbolTable): string[] {
  const objects = table.objects.filter((object) => refersTo(object, symbol, table));
  const shown = objects.slice(0, MOST_REFERRERS).map(({ object: { name } }) => `referred to by '${name}'`);
  return objects.length > MOST_REFERRERS ? [...shown, `and by ${objects.length - MOST_REFERRERS} more`] : shown;
}

const MOST_REFERRERS = 8;

function refersTo(linked: LinkedObject, symbol: number, table: SymbolTable): boolean {
  if ([...table.aliases.values()].some(({ target, object }) => target === symbol && object === linked.number)) return true;
  const { shared, object: { macho: { symbolList: list } } } = linked;
  for (let index = shared.indexOf(symbol); index >= 0; index = shared.indexOf(symbol, index + 1)) {
    if (table.definitionOf(linked, index) === undefined && list.kind(index) !== "indirect") return true;
  }
  return false;
}
