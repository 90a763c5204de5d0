// Data layout strings, `e-m:o-i64:64-…`, as far as they decide where things lie in memory.
// Source: LLVM's Language Reference, "Data Layout", and DataLayout.cpp.

/** What a data layout string says. */
export class DataLayout {
  readonly text: string;
  /** Alignments in bytes by width in bits, the widths rising. */
  readonly #integers: readonly (readonly [bits: number, align: number])[];

  constructor(text: string) {
    this.text = text;
    const integers = new Map(DEFAULT_INTEGERS);
    for (const part of partsOf(text)) {
      const [, bits, align] = /^i([0-9]+):([0-9]+)/.exec(part) ?? [];
      if (bits !== undefined) integers.set(Number(bits), Number(align) / 8);
    }
    this.#integers = [...integers].sort(([a], [b]) => a - b);
  }

  /** The ABI alignment in bytes of an integer: that of the next larger one that is named, at most of the largest. */
  integerAlign(bits: number): number {
    return (this.#integers.find(([width]) => width >= bits) ?? this.#integers.at(-1)!)[1];
  }
}

/** How two data layouts differ. */
export interface LayoutDifference {
  /** Whether they align some integers differently. */
  readonly integers: boolean;
  /** Parts of one that the other lacks, and of which it is not known that they do no harm. */
  readonly unknown: readonly string[];
}

/** Compares the data layout that a module was made for with the one that it is compiled for. */
export function compareDataLayouts(own: string, target: string): LayoutDifference {
  const [ours, theirs] = [essentials(own), essentials(target)];
  const unknown = [...ours, ...theirs].filter((part) => !(ours.has(part) && theirs.has(part)));
  const [a, b] = [new DataLayout(own), new DataLayout(target)];
  return { integers: [own, target].flatMap(integerWidths).some((bits) => a.integerAlign(bits) !== b.integerAlign(bits)), unknown };
}

const DEFAULT_INTEGERS: readonly (readonly [number, number])[] = [[1, 1], [8, 1], [16, 2], [32, 4], [64, 4]];

/** Parts that say what holds without them. */
const DEFAULTS: ReadonlySet<string> = new Set([
  "e", "p:64:64", "p0:64:64", "p:64:64:64", "f16:16", "f32:32", "f64:64", "f128:128", "v64:64", "v128:128", "a:0:64",
]);

/**
 * Parts that are no matter here: integers are compared by width; mangling (m) is decided
 * by the triple; native widths (n) only guide the optimiser; that functions are aligned
 * (F) is only a promise to it; and the address spaces 270 to 272 are those of C's __ptr32
 * and __ptr64, which neither rustc nor C code for a kernel uses.
 */
const HARMLESS = /^(?:i[0-9]|m:|n[0-9]|F[in][0-9]|p27[012]:)/;

function essentials(text: string): Set<string> {
  return new Set(partsOf(text).filter((part) => !HARMLESS.test(part) && !DEFAULTS.has(part)));
}

function integerWidths(text: string): number[] {
  // One above each width as well, for those that are between.
  return partsOf(text).flatMap((part) => /^i([0-9]+):/.exec(part)?.[1] ?? []).flatMap((bits) => [Number(bits), Number(bits) + 1]);
}

function partsOf(text: string): string[] {
  return text === "" ? [] : text.split("-");
}
