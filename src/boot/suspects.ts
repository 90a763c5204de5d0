// Instructions that nothing traps although they are faults where they run: they are known from the kext's
// code, and a run shows which of them are reached.

import { callersAfter } from "./callers.js";
import type { BootFinding } from "./finding.js";
import type { Places } from "./places.js";
import { FLOATING_POINT, HALT, type FaultKind } from "./fault-kinds.js";
import type { LineOf, TranscriptLine } from "./transcript.js";

export interface Suspect {
  readonly kind: keyof typeof KINDS;
  /** As llvm-objdump writes it, with single spaces. */
  readonly instruction: string;
}

const KINDS = {
  "red-zone": {
    code: "red-zone", message: "uses memory below its stack pointer, where interrupts write",
    fix: "run the pass noredzone on the module; clang's -mno-red-zone does nothing for IR",
  },
  "floating-point": FLOATING_POINT,
  halt: HALT,
} as const satisfies Record<string, FaultKind>;

/**
 * The finding that the line at an index is; undefined for one of the same kind in a function that an earlier one told of.
 *
 * @param suspects by their addresses in the file.
 */
export function suspectFinding(index: number, lines: readonly TranscriptLine[], suspects: ReadonlyMap<number, Suspect>, places: Places, during: string): BootFinding | undefined {
  const line = lines[index] as LineOf<"reached">;
  const place = places.at(line.rip);
  const suspect = place && suspects.get(place.address);
  if (place === undefined || suspect === undefined) return undefined;
  const isSame = (other: TranscriptLine): boolean => {
    const at = other.kind === "reached" ? places.at(other.rip) : undefined;
    return at?.functionAddress === place.functionAddress && suspects.get(at.address)?.kind === suspect.kind;
  };
  if (lines.slice(0, index).some(isSame)) return undefined;
  const more = lines.slice(index + 1).filter(isSame).length;
  return {
    ...KINDS[suspect.kind], severity: "error", during,
    function: place.function, offset: place.offset, address: place.address, isReturn: false, instruction: suspect.instruction,
    backtrace: callersAfter(lines, index, places),
    notes: moreInstructions(more),
  };
}

/** Says that further instructions of a function do the same. */
export function moreInstructions(count: number): string[] {
  return count === 0 ? [] : [`so ${count === 1 ? "does one more of its instructions" : `do ${count} more of its instructions`}`];
}
