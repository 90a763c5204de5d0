// Who called: the return addresses that the test kernel tells of behind a line.

import { formatPlace, type Place, type Places } from "./places.js";
import type { TranscriptLine } from "./transcript.js";

/** Where a function called the next one. */
export interface Caller {
  /** What it comes back to. */
  readonly place: Place;
  /** More than once in a recursion. */
  readonly times: number;
  /** Of the call, where debug info tells. */
  readonly source?: SourceLine | undefined;
}

export interface SourceLine {
  readonly file: string;
  readonly line: number;
}

/** `_f+0x12`, `_f+0x12 (3 times)`, `_f+0x12 (src/lib.rs:3)`. */
export function formatCaller({ place, times, source }: Caller): string {
  return `${formatPlace(place)}${times === 1 ? "" : ` (${times} times)`}${source === undefined ? "" : ` (${source.file}:${source.line})`}`;
}

/** The kext's functions behind the line at an index, innermost first. */
export function callersAfter(lines: readonly TranscriptLine[], index: number, places: Places): Caller[] {
  return callersOf(returnsAfter(lines, index, places));
}

/** What the return addresses behind the line at an index are in, innermost first. */
export function returnsAfter(lines: readonly TranscriptLine[], index: number, places: Places): (Place | undefined)[] {
  const found: (Place | undefined)[] = [];
  for (let at = index + 1; ; at++) {
    const line = lines[at];
    if (line?.kind !== "frame") return found;
    found.push(places.returnTo(line.rip));
  }
}

/** The kext's of some places, a recursion's many equal ones as one. */
export function callersOf(places: readonly (Place | undefined)[]): Caller[] {
  const kexts = places.flatMap((place) => (place?.of === "kext" ? [place] : []));
  const starts = [...kexts.keys()].filter((index) => kexts[index]!.address !== kexts[index - 1]?.address);
  return starts.map((start, index) => ({ place: kexts[start]!, times: (starts[index + 1] ?? kexts.length) - start }));
}
