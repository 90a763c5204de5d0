// Functions that keep something below their stack pointer, as the test kernel sees it after single instructions.

import { callersAfter } from "./callers.js";
import type { BootFinding } from "./finding.js";
import { byteCount } from "./memory.js";
import type { InstructionAt, Places } from "./places.js";
import { moreInstructions } from "./suspects.js";
import type { LineOf, TranscriptLine } from "./transcript.js";

/** The lines of a run that tell of a write below the stack pointer. */
export function redZoneLines(lines: readonly TranscriptLine[]): LineOf<"red-zone">[] {
  return lines.filter((line) => line.kind === "red-zone");
}

/**
 * The finding that the line at an index is; undefined for one in a function that an earlier one told of.
 */
export function redZoneFinding(index: number, lines: readonly TranscriptLine[], instructionAt: InstructionAt, places: Places, during: string): BootFinding | undefined {
  const line = lines[index] as LineOf<"red-zone">;
  const place = places.at(line.rip);
  const isSame = (one: LineOf<"red-zone">): boolean => place !== undefined && places.at(one.rip)?.functionAddress === place.functionAddress;
  if (redZoneLines(lines.slice(0, index)).some(isSame)) return undefined;
  const more = redZoneLines(lines.slice(index + 1)).filter(isSame).length;
  return {
    code: "red-zone", severity: "error", during,
    message: `writes ${byteCount(line.below)} below its stack pointer, where interrupts write too`,
    function: place?.function ?? null, offset: place?.offset ?? null, address: place?.address ?? null, isReturn: false,
    instruction: (place && instructionAt(place, false)) ?? null,
    backtrace: callersAfter(lines, index, places),
    notes: moreInstructions(more),
    fix: "run the pass noredzone on the module; clang's -mno-red-zone does nothing for IR",
  };
}
