import { type BundleLibraries, bundleLibraries } from "../kpi/libraries.js";
import type { AuditInput } from "./audit-input.js";
import type { UndefinedSymbol } from "./report.js";
import { symbolsOf } from "./symbols.js";

/** The symbols that an input leaves undefined, each with where it comes from where that was asked. */
export function undefinedSymbols(input: AuditInput): UndefinedSymbol[] {
  const symbols = symbolsOf(input);
  if (symbols === undefined) {
    const names = (input.object?.symbols ?? []).filter(({ kind }) => kind === "undefined").map(({ name }) => name);
    return names.sort().map((symbol) => ({ symbol }));
  }
  return symbols.needed.map(({ symbol, resolution }) => {
    switch (resolution.kind) {
      case "exported": return { symbol, bundle: resolution.bundle, ...(resolution.known && { declaration: resolution.known.declaration }) };
      case "other-release": return { symbol, bundle: resolution.bundle, cause: "another release exports it" };
      case "foreign": return { symbol, origin: resolution.origin, cause: resolution.cause, cure: resolution.cure };
      case "missing": return { symbol, cause: "in no list of kernel exports" };
      case "not-in-table": return { symbol, cause: "not in the built-in table" };
    }
  });
}

/** The OSBundleLibraries of a kext that is what `inputs` are together; undefined where none was asked about symbols. */
export function librariesOf(inputs: Iterable<AuditInput>): BundleLibraries | undefined {
  const all = [...inputs].flatMap((input) => symbolsOf(input) ?? []);
  if (all.length === 0) return undefined;
  const darwins = all.flatMap(({ resolver }) => resolver.darwin ?? []);
  const defined = new Set(all.flatMap(({ exported }) => exported));
  const resolutions = all.flatMap(({ needed }) => needed.filter(({ symbol }) => !defined.has(symbol)).map(({ resolution }) => resolution));
  return bundleLibraries(resolutions, { darwin: darwins.length === 0 ? undefined : Math.min(...darwins) });
}
