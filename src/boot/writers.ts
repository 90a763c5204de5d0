// Who wrote behind an allocation, or before it: the lines of a run in which those bytes are watched.

import { returnsAfter } from "./callers.js";
import { faultKey } from "./memory.js";
import { kextPlace, type KextPlace } from "./kext-place.js";
import type { Place, Places } from "./places.js";
import type { LineOf, TranscriptLine } from "./transcript.js";

/** A write to a watched byte. */
export interface Writer extends KextPlace {
  readonly place: Place;
  readonly phase: LineOf<"phase">;
}

/** The bytes outside their allocation that are found changed, when that is freed or at the end; of the same fault the first. */
export function changedBytes(lines: readonly TranscriptLine[]): bigint[] {
  const found = new Map<string | undefined, bigint>();
  for (const line of lines) if ((line.kind === "overrun" || line.kind === "underrun") && !found.has(faultKey(line))) found.set(faultKey(line), line.at);
  return [...found.values()];
}

/** The kext's functions that wrote to watched bytes, by those bytes' addresses. */
export function writersOf(lines: readonly TranscriptLine[], places: Places): Map<bigint, Writer> {
  const found = new Map<bigint, Writer>();
  let phase: LineOf<"phase"> | undefined;
  for (const [index, line] of lines.entries()) {
    if (line.kind === "phase") phase = line;
    if (line.kind !== "written" || phase === undefined) continue;
    const { place, ...rest } = kextPlace([places.returnTo(line.rip), ...returnsAfter(lines, index, places)], true);
    if (place !== undefined) found.set(line.at, { place, ...rest, phase });
  }
  return found;
}
