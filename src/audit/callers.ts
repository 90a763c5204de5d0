import { isCode } from "../macho/code-section.js";
import type { AuditInput } from "./audit-input.js";
import { functionAt } from "./function-at.js";

/** For each of `symbols` a line that names the functions whose code refers to it, by the object's relocations; none where there is no code. */
export function callersOf({ object, functions = [] }: AuditInput, symbols: ReadonlySet<string>): ReadonlyMap<string, readonly string[]> {
  const callers = new Map<string, Set<string>>();
  if (object === undefined || symbols.size === 0 || functions.length === 0) return new Map();
  const note = (symbol: string, address: number): void => {
    const fn = functionAt(functions, address);
    if (fn === undefined) return;
    const found = callers.get(symbol);
    if (found === undefined) callers.set(symbol, new Set([fn.demangled]));
    else found.add(fn.demangled);
  };
  for (const section of object.sections) {
    if (!isCode(section)) continue;
    const base = Number(section.address);
    for (const { offset, target } of section.relocations) {
      if (target.kind === "symbol" && symbols.has(target.symbol.name)) note(target.symbol.name, base + offset);
    }
  }
  for (const { offset, target } of object.externalRelocations) {
    if (target.kind === "symbol" && symbols.has(target.symbol.name)) note(target.symbol.name, offset);
  }
  return new Map([...callers].map(([symbol, names]) => [symbol, [describe([...names])]]));
}

function describe(names: readonly string[]): string {
  const shown = names.slice(0, MOST_SHOWN).map((name) => `'${name}'`).join(", ");
  return `used by ${shown}${names.length > MOST_SHOWN ? ` and ${names.length - MOST_SHOWN} more` : ""}`;
}

const MOST_SHOWN = 3;
