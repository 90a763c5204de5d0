// What a kext does otherwise when it is interrupted: two runs are compared by what it logs and returns.

import type { BootFinding } from "./finding.js";
import type { LoadedKext } from "./load-kext.js";
import type { Places } from "./places.js";
import type { LineOf, TranscriptLine } from "./transcript.js";

/** The first difference, as a finding. A kext that asks for the time may well differ: then it is a warning. */
export function differences(interrupted: readonly TranscriptLine[], quiet: readonly TranscriptLine[], { object }: LoadedKext, places: Places): BootFinding[] {
  const [left, right] = [compared(interrupted), compared(quiet)];
  let during = "loading";
  for (let at = 0; at < Math.max(left.length, right.length); at++) {
    const [one, other] = [left[at], right[at]];
    if (one?.kind === "phase") during = one.name;
    if (one !== undefined && other !== undefined && say(one) === say(other)) continue;
    const line = [one, other].find((candidate) => candidate?.kind === "log");
    const place = line?.kind === "log" ? places.returnTo(line.caller) : undefined;
    const isKext = place?.of === "kext";
    const asksForTime = object.symbols.some(({ kind, name }) => kind === "undefined" && TIME.test(name));
    return [{
      code: "interrupts-matter", severity: asksForTime ? "warning" : "error", during,
      message: `does otherwise when it is interrupted: it ${say(one)}; without interrupts it ${say(other)}`,
      function: isKext ? place.function : null, offset: isKext ? place.offset : null, address: isKext ? place.address : null, isReturn: isKext, instruction: null, backtrace: [],
      notes: [asksForTime ? "it asks for the time, which interrupts change" : "an interrupt changes nothing but memory below the stack pointer"],
      fix: "run the pass noredzone on the module; --call finds the function",
    }];
  }
  return [];
}

type Compared = LineOf<"log"> | LineOf<"phase"> | LineOf<"returned">;

/** What constructors and destructors return is nothing. */
function compared(lines: readonly TranscriptLine[]): Compared[] {
  let phase = "";
  return lines.filter((line): line is Compared => {
    if (line.kind === "phase") phase = line.name;
    return line.kind === "log" || line.kind === "phase" || (line.kind === "returned" && (phase === "start" || phase === "stop"));
  });
}

const TIME = /time|clock|Sleep|random/;

function say(line: Compared | undefined): string {
  switch (line?.kind) {
    case "log":
      return `logs ${JSON.stringify(line.text.trimEnd())}`;
    case "returned":
      return `returns ${BigInt.asIntN(32, line.result)}`;
    case "phase":
      return `comes to ${line.name}`;
    case undefined:
      return "says no more";
  }
}
