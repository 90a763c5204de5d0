import type { ModuleReport, SymbolReport } from "./module-report.js";

/** For each attribute of the functions that are defined, how many have it; most first. */
export function countAttributes(definitions: Iterable<SymbolReport["attributes"]>): ModuleReport["attributes"] {
  const counts = new Map<string, number>();
  for (const attributes of definitions) {
    for (const attribute of new Set(attributes)) counts.set(attribute, (counts.get(attribute) ?? 0) + 1);
  }
  return [...counts].map(([attribute, count]) => ({ attribute, definitions: count })).sort((a, b) => b.definitions - a.definitions || (a.attribute < b.attribute ? -1 : 1));
}
