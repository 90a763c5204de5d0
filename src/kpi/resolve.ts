// Finds where the symbols that a kext needs come from.

import { exportersIn, type KpiList, PRIVATE } from "./list.js";
import { foreignSymbol, type ForeignSymbol } from "./foreign.js";
import { type KernelSymbol, kernelSymbols } from "./table.js";

/** Where an undefined symbol comes from. */
export type Resolution =
  /** A bundle of the kernel, or a kext that a list is of. `since` where the built-in table knows it. */
  | { readonly kind: "exported"; readonly bundle: string; readonly known?: KernelSymbol }
  /** The release asked for does not export it; one that came later does (`since`), or an earlier one did (`until`). */
  | { readonly kind: "other-release"; readonly bundle: string; readonly since?: number; readonly until?: number }
  | ({ readonly kind: "foreign" } & ForeignSymbol)
  /** In none of the full lists. */
  | { readonly kind: "missing" }
  /** Without full lists: the built-in table, which is not complete, does not have it. */
  | { readonly kind: "not-in-table" };

/** Lists that do not tell their release come last: they are taken for the newest. */
const UNDATED = 1e9;

/** Resolves symbols for one architecture and the oldest release that a kext is for. */
export class KpiResolver {
  readonly #lists: readonly KpiList[];
  readonly #darwin: number | undefined;

  /**
   * @param lists Full lists; the built-in table answers where there is none.
   * @param darwin The oldest major version of Darwin that the kext is to run on; the oldest of the lists when absent.
   */
  constructor(lists: readonly KpiList[], architecture: string, darwin?: number) {
    this.#lists = lists
      .filter((list) => list.architecture === undefined || list.architecture === architecture)
      .sort((a, b) => (a.darwin ?? UNDATED) - (b.darwin ?? UNDATED));
    this.#darwin = darwin;
  }

  /** Whether a full list is there, so that what is in none is missing. */
  get isComplete(): boolean {
    return this.#lists.length > 0;
  }

  /** Whether a release is told by which symbols can be said to be missing. */
  get darwin(): number | undefined {
    return this.#darwin;
  }

  resolve(symbol: string): Resolution {
    return this.#exported(symbol) ?? this.#foreign(symbol) ?? { kind: this.isComplete ? "missing" : "not-in-table" };
  }

  /** The bundle, apart from com.apple.kpi.private, that exports `symbol` in the release asked for. */
  exporter(symbol: string): string | undefined {
    const resolution = this.#exported(symbol);
    return resolution?.kind === "exported" && resolution.bundle !== PRIVATE ? resolution.bundle : undefined;
  }

  #exported(symbol: string): Resolution | undefined {
    const known = kernelSymbols().get(symbol.replace(/^_/, ""));
    const [asked, ...others] = this.#byRelevance();
    if (asked === undefined) return this.#inTable(known);
    // Lists of other kexts say nothing of the kernel, and those of the kernel nothing of them.
    for (const list of this.#lists) {
      const [bundle] = exportersIn(list, symbol);
      if (bundle !== undefined && (list === asked || !isOfKernel(list))) return this.#inRelease(bundle, asked, known);
    }
    const elsewhere = others.map((list) => ({ list, bundle: exportersIn(list, symbol)[0] })).filter(({ bundle }) => bundle !== undefined);
    const askedDarwin = this.#darwin ?? asked.darwin ?? 0;
    const later = elsewhere.find(({ list }) => (list.darwin ?? 0) > askedDarwin);
    if (later !== undefined) return { kind: "other-release", bundle: later.bundle!, since: firstRelease(known, later.list.darwin!, asked.darwin) };
    const earlier = elsewhere.at(-1);
    if (earlier === undefined) return known !== undefined && !asked.bundles.has(known.bundle) ? this.#inTable(known) : undefined;
    return { kind: "other-release", bundle: earlier.bundle!, ...(earlier.list.darwin !== undefined && { until: earlier.list.darwin }) };
  }

  #inTable(known: KernelSymbol | undefined): Resolution | undefined {
    if (known === undefined) return undefined;
    if (this.#darwin !== undefined && known.since > this.#darwin) return { kind: "other-release", bundle: known.bundle, since: known.since };
    return { kind: "exported", bundle: known.bundle, known };
  }

  #inRelease(bundle: string, asked: KpiList, known: KernelSymbol | undefined): Resolution {
    // Where the oldest list is newer than the release asked for, the table may still know better.
    const isOlder = this.#darwin !== undefined && (asked.darwin ?? 0) > this.#darwin;
    if (isOlder && known !== undefined && known.since > this.#darwin!) return { kind: "other-release", bundle, since: known.since };
    return { kind: "exported", bundle, ...(known?.bundle === bundle && { known }) };
  }

  /** The kernel's lists: first the newest that is not newer than the release asked for, or else the oldest. */
  #byRelevance(): KpiList[] {
    const ofKernel = this.#lists.filter(isOfKernel);
    const wanted = this.#darwin;
    const asked = (wanted === undefined ? undefined : ofKernel.findLast(({ darwin }) => darwin === undefined || darwin <= wanted)) ?? ofKernel[0];
    return asked === undefined ? [] : [asked, ...ofKernel.filter((list) => list !== asked)];
  }

  #foreign(symbol: string): Resolution | undefined {
    const foreign = foreignSymbol(symbol);
    // The table has no C++: what it lacks may well be a method of the kernel's own classes.
    if (foreign?.origin === "other-kext" && !this.isComplete) return undefined;
    return foreign && { kind: "foreign", ...foreign };
  }
}

function isOfKernel({ bundles }: KpiList): boolean {
  return [...bundles.keys()].some((bundle) => bundle.startsWith("com.apple.kpi."));
}

/** The release a symbol came with: as the table says where that fits between the lists, or else that of the list that has it. */
function firstRelease(known: KernelSymbol | undefined, has: number, lacks: number | undefined): number {
  return known !== undefined && known.since <= has && known.since > (lacks ?? 0) ? known.since : has;
}
