// What is said of a run that ended before its time.

import { faultKind } from "./fault.js";
import { type FaultKind, HALT } from "./fault-kinds.js";
import type { BootFinding } from "./finding.js";
import { kernelNotes } from "./kext-place.js";
import type { BootRun } from "./report.js";
import type { Stop } from "./stop.js";
import type { LineOf } from "./transcript.js";

/** @param phase what the kernel had called: it is named where nothing else is known. */
export function stopFinding(stop: Stop, run: BootRun, during: string, phase: LineOf<"phase"> | undefined): BootFinding {
  const { place, callers, line } = stop;
  // The processor waits behind the instruction.
  const isHalt = line.kind === "timeout" && place !== undefined && run.instructionAt(place, true) === "hlt";
  const isReturn = stop.isReturn || isHalt;
  const instruction = place && run.instructionAt(place, isReturn);
  const { code, message, fix, notes = [] } = isHalt ? HALT : kindOf(stop, instruction, run, phase?.name === "call");
  const entry = phase && run.places.at(phase.function);
  return {
    code, severity: "error", message, during, fix,
    function: (place ?? (entry?.of === "kext" ? entry : undefined))?.function ?? null, offset: place?.offset ?? null, address: place?.address ?? null, isReturn,
    instruction: instruction ?? null,
    backtrace: callers,
    notes: [...(line.kind === "panic" ? [] : kernelNotes(stop)), ...notes, ...(run.isQuiet ? ["without interrupts; under interrupts it came to its end"] : [])],
  };
}

function kindOf({ line, ...stop }: Stop, instruction: string | undefined, { kext, places, timeoutSeconds, isQuiet }: BootRun, isCall: boolean): FaultKind {
  switch (line.kind) {
    case "fault":
      return faultKind(line, { line, ...stop }, instruction, kext, places);
    case "timeout": {
      const hint = !isQuiet && (line.rflags & INTERRUPT_FLAG) === 0n ? "; interrupts are off" : "";
      return { code: "boot-timeout", message: `was running when ${timeoutSeconds} s were over${hint}`, fix: `a loop that does not end? ${isCall ? "--repeat makes fewer calls, " : ""}--timeout gives it longer` };
    }
    case "panic":
      return { code: "kernel-panic", message: `panicked: ${line.text.trimEnd()}`, fix: "the text says why" };
    case "stack-check":
      return { code: "stack-smashed", message: "wrote over the end of a local array: the stack protector's canary is gone", fix: "check indices into arrays on the stack" };
  }
}

const INTERRUPT_FLAG = 0x200n;
