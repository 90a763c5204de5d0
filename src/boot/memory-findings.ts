// What the test kernel's accounting of memory and locks found.

import { callersAfter } from "./callers.js";
import type { BootFinding } from "./finding.js";
import { allocatedBy, allocatorName, byteCount, deallocatorName, describeMemory } from "./memory.js";
import type { Places } from "./places.js";
import type { TranscriptLine } from "./transcript.js";

/** The finding that the line at an index is, undefined for a line that is none. */
export function memoryFinding(index: number, lines: readonly TranscriptLine[], places: Places, during: string): BootFinding | undefined {
  const line = lines[index]!;
  switch (line.kind) {
    case "leak":
      return finding("memory-leak", `allocated ${byteCount(line.bytes)} from ${allocatorName(line.by)}${line.count === 1n ? "" : ` in ${line.count} pieces`}, which were never freed`, line.allocated, [], "free in stop what start allocated");
    case "overrun":
      return finding("heap-overrun", `allocated ${describeMemory(line)}, and something was written to byte ${line.at - line.address} of them`, line.allocated, [allocatedBy(line, places)], "check indices against the size");
    case "underrun":
      return finding("heap-underrun", `allocated ${describeMemory(line)}, and something was written ${line.address - line.at} bytes before them`, line.allocated, [allocatedBy(line, places)], "check indices");
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
