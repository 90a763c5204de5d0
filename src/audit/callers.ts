import { isCode } from "../macho/code-section.js";
import type { AuditedFunction, AuditInput } from "./audit-input.js";

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

/** The function that holds `address`; they are in the order of their addresses. */
function functionAt(functions: readonly AuditedFunction[], address: number): AuditedFunction | undefined {
  let low = 0;
  let high = functions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (functions[middle]!.address <= address) low = middle + 1;
    else high = middle;
  }
  const fn = functions[low - 1];
  return fn !== undefined && address < fn.address + fn.size ? fn : undefined;
}
