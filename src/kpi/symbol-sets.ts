import { isPlistArray, isPlistDictionary, type PlistValue } from "../support/plist.js";
import type { BundleExports } from "./list.js";

/** Bundles and the Darwin that they are of, where they say so. */
export interface SymbolSets {
  readonly bundles: ReadonlyMap<string, BundleExports>;
  readonly darwin?: number;
}

/**
 * The symbol sets in a property list, wherever they stand in it: dictionaries with a
 * CFBundleIdentifier and Symbols, an array of dictionaries with SymbolName (and for an
 * alias AliasTarget) or SymbolPrefix, or of names.
 */
export function symbolSetsIn(plist: PlistValue): SymbolSets {
  const bundles = new Map<string, BundleExports>();
  let darwin: number | undefined;
  const visit = (value: PlistValue): void => {
    if (isPlistArray(value)) value.forEach(visit);
    if (!isPlistDictionary(value)) return;
    const { CFBundleIdentifier: bundle, CFBundleVersion: version, Symbols: symbols } = value;
    if (typeof bundle === "string" && isPlistArray(symbols)) {
      bundles.set(bundle, exportsOf(symbols));
      if (bundle.startsWith("com.apple.kpi.") && typeof version === "string") darwin ??= Number.parseInt(version, 10) || undefined;
    } else Object.values(value).forEach(visit);
  };
  visit(plist);
  return { bundles, ...(darwin !== undefined && { darwin }) };
}

function exportsOf(symbols: readonly PlistValue[]): BundleExports {
  const names = new Set<string>();
  const prefixes: string[] = [];
  for (const symbol of symbols) {
    if (typeof symbol === "string") names.add(symbol);
    if (!isPlistDictionary(symbol)) continue;
    if (typeof symbol["SymbolName"] === "string") names.add(symbol["SymbolName"]);
    if (typeof symbol["SymbolPrefix"] === "string") prefixes.push(symbol["SymbolPrefix"]);
  }
  return { symbols: names, prefixes };
}
