// Which of the kext's functions did something, where it may be the kernel's that was running.

import { type Caller, callersOf } from "./callers.js";
import type { Place } from "./places.js";

export interface KextPlace {
  /** The kext's function that was running, or that had called the kernel; undefined where none can be told. */
  readonly place: Place | undefined;
  /** Whether what was done stands before `place`: a call that comes back to it, mostly. */
  readonly isReturn: boolean;
  /** The kernel's function that it had called. */
  readonly kernelFunction: string | undefined;
  /** The kext's functions that called the one of `place`, innermost first. */
  readonly callers: readonly Caller[];
}

/**
 * @param chain what was running, then who called, innermost first.
 * @param isAfter whether what was running had done it already.
 */
export function kextPlace(chain: readonly (Place | undefined)[], isAfter: boolean): KextPlace {
  const index = chain.findIndex((place) => place?.of === "kext");
  // Not one that the kernel has for itself alone.
  const called = index > 0 ? chain[index - 1] : undefined;
  return {
    place: index < 0 ? undefined : chain[index],
    isReturn: index > 0 || isAfter,
    kernelFunction: called?.of === "kernel" ? called.function : undefined,
    callers: index < 0 ? [] : callersOf(chain.slice(index + 1)),
  };
}

/** Says that the kernel's function did it. */
export function kernelNotes({ kernelFunction }: Pick<KextPlace, "kernelFunction">): string[] {
  return kernelFunction === undefined ? [] : [`in the kernel's ${kernelFunction}, which it called`];
}
