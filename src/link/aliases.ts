import { DefinitionKind } from "./shared-symbols.js";
import type { SymbolTable } from "./symbol-table.js";

/** Gives symbols that are other names what those they name have; where that is undefined, all refer to it instead. */
export function followAliases({ aliases, shared, objects }: SymbolTable): void {
  if (aliases.size === 0) return;
  const targetOf = (symbol: number): number => {
    const seen = new Set<number>();
    let found = symbol;
    for (let next; shared.kinds[found] === DefinitionKind.None && !seen.has(found) && (next = aliases.get(found)) !== undefined; found = next.target) seen.add(found);
    return found;
  };
  for (const alias of aliases.keys()) shared.define(alias, shared.definition(targetOf(alias)));
  for (const { shared: numbers } of objects) {
    for (const [index, symbol] of numbers.entries()) if (symbol >= 0) numbers[index] = targetOf(symbol);
  }
}
