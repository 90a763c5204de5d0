// What the test kernel's accounting of memory and locks found.

import { callersAfter } from "./callers.js";
import type { BootFinding } from "./finding.js";
import { kernelNotes } from "./kext-place.js";
import { allocatedBy, allocatorName, byteCount, deallocatorName, describeMemory, describeOutside, faultKey, OUTSIDE_FIX } from "./memory.js";
import type { Places } from "./places.js";
import type { LineOf, TranscriptLine } from "./transcript.js";
import type { Writer } from "./writers.js";

export interface MemoryFacts {
  readonly lines: readonly TranscriptLine[];
  /** Who wrote to bytes outside their allocation, by those bytes' addresses, where it is known. */
  readonly writers: ReadonlyMap<bigint, WriterFacts>;
  readonly repeats: ReadonlyMap<TranscriptLine, number>;
  readonly places: Places;
}

/** How often a fault was made, in a loop or in each run of a call: by the first line that tells of it. */
export function countRepeats(lines: readonly TranscriptLine[]): Map<TranscriptLine, number> {
  const firsts = new Map<string, TranscriptLine>();
  const counts = new Map<TranscriptLine, number>();
  for (const line of lines) {
    const key = faultKey(line);
    if (key === undefined) continue;
    const first = firsts.get(key) ?? line;
    firsts.set(key, first);
    counts.set(first, (counts.get(first) ?? 0) + 1);
  }
  return counts;
}

/** The finding that the line at an index is, undefined for a line that is none or repeats an earlier one. */
export function memoryFinding(index: number, facts: MemoryFacts, during: string): BootFinding | undefined {
  const line = facts.lines[index]!;
  const found = singleFinding(index, facts, during);
  if (found === undefined || faultKey(line) === undefined) return found;
  const times = facts.repeats.get(line);
  return times === undefined ? undefined : { ...found, notes: [...found.notes, ...(times === 1 ? [] : [`${times} times`])] };
}

function singleFinding(index: number, { lines, writers, places }: MemoryFacts, during: string): BootFinding | undefined {
  const line = lines[index]!;
  switch (line.kind) {
    case "leak":
      return finding("memory-leak", `allocated ${byteCount(line.bytes)} from ${allocatorName(line.by)}${line.count === 1n ? "" : ` in ${line.count} pieces`}, which were never freed`, line.allocated, [], "free in stop what start allocated");
    case "overrun":
      if (writers.has(line.at)) return writerFinding("heap-overrun", line, writers.get(line.at)!, places);
      return finding("heap-overrun", `allocated ${describeMemory(line)}, and something was written to byte ${line.at - line.address} of them`, line.allocated, [allocatedBy(line, places)], OUTSIDE_FIX);
    case "underrun":
      if (writers.has(line.at)) return writerFinding("heap-underrun", line, writers.get(line.at)!, places);
      return finding("heap-underrun", `allocated ${describeMemory(line)}, and something was written ${byteCount(line.address - line.at)} before them`, line.allocated, [allocatedBy(line, places)], OUTSIDE_FIX);
    case "double-free":
      return finding("double-free", `frees ${describeMemory(line)} again`, line.caller, [allocatedBy(line, places)], "free it once, and set the pointer to null");
    case "wrong-size":
      return finding("wrong-size-free", `frees ${line.at} bytes where ${line.size} were allocated`, line.caller, [allocatedBy(line, places)], "give the free function the size that was asked for");
    case "wrong-free":
      return finding("wrong-free", `frees with ${deallocatorName(line.at)} what came from ${allocatorName(line.by)}`, line.caller, [allocatedBy(line, places)], `use ${deallocatorName(line.by)}`);
    case "bad-free":
      return finding("bad-free", `frees 0x${line.at.toString(16)}, which is no allocation`, line.caller, [], "free the very pointer that the allocation gave");
    case "held-lock":
      return finding("held-lock", `took a lock with ${line.by}, and nobody has given it back`, line.caller, [], "give it back on every way out; another thread that wants it would wait for ever");
    case "sleeps":
      return finding("must-not-sleep", `calls ${line.by}, which may sleep, ${line.off === 1n ? "with interrupts off" : "while it holds a spin lock"}`, line.caller, [], line.off === 1n ? "turn them on before" : "give the spin lock back before, or use a mutex");
    default:
      return undefined;
  }

  function finding(code: string, message: string, caller: bigint, notes: readonly string[], fix: string): BootFinding {
    const place = places.returnTo(caller);
    const isKext = place?.of === "kext";
    return {
      code, severity: "error", message, during, notes, fix, instruction: null,
      backtrace: callersAfter(lines, index, places),
      function: isKext ? place.function : null, offset: isKext ? place.offset : null, address: isKext ? place.address : null, isReturn: true,
    };
  }
}

/** A writer, as it is told of. */
export interface WriterFacts extends Writer {
  /** What of the kext ran. */
  readonly during: string;
  readonly instruction: string | undefined;
}

function writerFinding(code: string, line: LineOf<"overrun"> | LineOf<"underrun">, { place, isReturn, during, instruction, callers, ...rest }: WriterFacts, places: Places): BootFinding {
  return {
    code, severity: "error", message: describeOutside("writes to", line, line.at), during, fix: OUTSIDE_FIX,
    function: place.function, offset: place.offset, address: place.address, isReturn, instruction: instruction ?? null, backtrace: callers,
    notes: [...kernelNotes(rest), allocatedBy(line, places)],
  };
}
