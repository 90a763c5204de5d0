// Where a run ended before its time, by the fault, the panic or the interrupt that ended it.

import { type Caller, callersOf } from "./callers.js";
import type { Place, Places } from "./places.js";
import type { LineOf, TranscriptLine } from "./transcript.js";

/** What ended a run. */
export interface Stop {
  readonly line: LineOf<"fault"> | LineOf<"timeout"> | LineOf<"panic"> | LineOf<"stack-check">;
  /** The kext's function that was running, or that had called the kernel; undefined where none can be told. */
  readonly place: Place | undefined;
  /** Whether `place` is where the kext comes back to from a call. */
  readonly isReturn: boolean;
  /** The kernel's function that it had called. */
  readonly kernelFunction: string | undefined;
  /** The kext's functions that called the one of `place`, innermost first. */
  readonly callers: readonly Caller[];
  /** The allocation that the fault is about. */
  readonly memory: LineOf<"memory"> | undefined;
}

/** Undefined for a run that came to its end. */
export function stopOf(lines: readonly TranscriptLine[], places: Places): Stop | undefined {
  const at = lines.findIndex(({ kind }) => kind === "fault" || kind === "timeout" || kind === "panic" || kind === "stack-check");
  const line = lines[at];
  if (line === undefined || !(line.kind === "fault" || line.kind === "timeout" || line.kind === "panic" || line.kind === "stack-check")) return undefined;
  const rest = lines.slice(at + 1);
  const frames = rest.flatMap((one) => (one.kind === "frame" ? [one.rip] : []));
  const origin = rest.find((one) => one.kind === "came-from");
  const first = origin !== undefined ? places.at(origin.rip) : "rip" in line ? places.at(line.rip) : places.returnTo(line.caller);
  const returns = frames.map((address) => places.returnTo(address));
  // Who called the kernel's function is the first of the frames, too.
  if (!("rip" in line) && first !== undefined && returns[0]?.address === first.address) returns.shift();
  const chain = [first, ...returns];
  const index = chain.findIndex((place) => place?.of === "kext");
  // Not one that the kernel has for itself alone.
  const called = index > 0 ? chain[index - 1] : undefined;
  return {
    line,
    place: index < 0 ? undefined : chain[index],
    isReturn: index > 0 || !("rip" in line),
    kernelFunction: called?.of === "kernel" ? called.function : undefined,
    callers: index < 0 ? [] : callersOf(chain.slice(index + 1)),
    memory: rest.find((one) => one.kind === "memory"),
  };
}
