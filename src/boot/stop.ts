// Where a run ended before its time, by the fault, the panic or the interrupt that ended it.

import { kextPlace, type KextPlace } from "./kext-place.js";
import type { Places } from "./places.js";
import { whoPanicked } from "./rust-panic.js";
import type { LineOf, TranscriptLine } from "./transcript.js";

/** What ended a run. */
export interface Stop extends KextPlace {
  readonly line: LineOf<"fault"> | LineOf<"timeout"> | LineOf<"panic"> | LineOf<"stack-check">;
  /** The allocation that the fault is about. */
  readonly memory: LineOf<"memory"> | undefined;
}

/** Undefined for a run that came to its end. */
export function stopOf(lines: readonly TranscriptLine[], places: Places): Stop | undefined {
  const at = lines.findIndex(({ kind }) => kind === "fault" || kind === "timeout" || kind === "panic" || kind === "stack-check");
  const line = lines[at];
  if (line === undefined || !(line.kind === "fault" || line.kind === "timeout" || line.kind === "panic" || line.kind === "stack-check")) return undefined;
  const rest = lines.slice(at + 1);
  const origin = rest.find((one) => one.kind === "came-from");
  const isAfter = !("rip" in line);
  const first = origin !== undefined ? places.at(origin.rip) : isAfter ? places.returnTo(line.caller) : places.at(line.rip);
  const returns = rest.flatMap((one) => (one.kind === "frame" ? [places.returnTo(one.rip)] : []));
  // Who called the kernel's function is the first of the frames, too.
  if (isAfter && first !== undefined && returns[0]?.address === first.address) returns.shift();
  const chain = line.kind === "panic" ? whoPanicked([first, ...returns]) : [first, ...returns];
  return { line, ...kextPlace(chain, isAfter), memory: rest.find((one) => one.kind === "memory") };
}
