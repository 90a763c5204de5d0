/** What one release of the kernel exports to kexts. */
export interface KpiList {
  /** The files it was read from, for messages. */
  readonly source: string;
  /** The major version of Darwin; absent where the files do not tell. */
  readonly darwin?: number;
  /** Absent where it holds for all. */
  readonly architecture?: string;
  readonly bundles: ReadonlyMap<string, BundleExports>;
}

/** What one bundle (com.apple.kpi.bsd, or a kext that others link against) exports. */
export interface BundleExports {
  /** Raw names, as `_IOLog`; an alias by its own name. */
  readonly symbols: ReadonlySet<string>;
  /** Every symbol that begins so is exported. */
  readonly prefixes: readonly string[];
}

/** The bundles of `list` that export `symbol`: those that a kext should name come first. */
export function exportersIn(list: KpiList, symbol: string): string[] {
  const found: string[] = [];
  for (const [bundle, { symbols, prefixes }] of list.bundles) {
    if (symbols.has(symbol) || prefixes.some((prefix) => symbol.startsWith(prefix))) found.push(bundle);
  }
  return found.sort((a, b) => rank(a) - rank(b));
}

/** What Apple keeps to its own kexts. */
export const PRIVATE = "com.apple.kpi.private";

/** What may be gone in the next release. */
export const UNSUPPORTED = "com.apple.kpi.unsupported";

function rank(bundle: string): number {
  return bundle === PRIVATE ? 2 : bundle === UNSUPPORTED ? 1 : 0;
}
