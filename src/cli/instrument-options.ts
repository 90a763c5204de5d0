// Options that look at what passes do, or let only some of them run: opt's words, with opt's meaning.

import type { PassInstrumentation, PassResult } from "../pass/pass-manager.js";
import type { ConfiguredPass } from "../pass/pass.js";
import { closest } from "../support/closest.js";
import { UsageError } from "../support/diagnostic.js";
import { writeFully } from "./descriptor.js";
import { bisect } from "./instruments/bisect.js";
import { combine } from "./instruments/combine.js";
import { dumping } from "./instruments/dumping.js";
import { checkingNames } from "./instruments/function-names.js";
import { printing } from "./instruments/printing.js";
import { formatStatistics } from "./instruments/statistics.js";
import { stopwatch } from "./instruments/timing.js";
import { trace } from "./instruments/tracing.js";
import type { Options, OptionValues } from "./options.js";
import type { Reporter } from "./reporter.js";
import type { PassSurroundings } from "../driver/run-passes.js";

export const instrumentOptions = {
  "print-pipeline-passes": { help: "print the pipeline's text and do nothing else" },
  stats: { help: "say what the passes counted" },
  "time-passes": { help: "say how long each pass took" },
  "verify-each": { help: "have llvm-as verify the module before the first pass and after each" },
  "debug-pass-manager": { help: "name each pass as it runs" },
  "opt-bisect-limit": { value: "N", help: "run the first N passes only (-1: all), and say which run" },
  "print-changed": { value: "HOW", isValueOptional: true, choices: ["quiet", "diff", "diff-quiet", "cdiff", "cdiff-quiet"], help: "print the module after each pass that changes it; diff, cdiff: print what changed, as a unified diff, in colour; quiet: say nothing of the other passes" },
  "print-before": { value: "PASSES", help: "print the module before these passes" },
  "print-after": { value: "PASSES", help: "print the module after these passes" },
  "print-before-all": { help: "print the module before each pass" },
  "print-after-all": { help: "print the module after each pass" },
  "filter-print-funcs": { value: "FUNCTIONS", help: "print these functions with their attribute groups, not the module; names as in the module, without @, or Rust paths" },
  "dump-dir": { value: "FOLDER", help: "leave the module there before the first pass and after each, as 00-input.ll, 01-PASS.ll and so on" },
} as const satisfies Options;

type InstrumentOptions = OptionValues<typeof instrumentOptions>;

/** The instruments that the options ask for. */
export interface Instruments {
  readonly surroundings: PassSurroundings;
  /** Says what is to be said at the end. */
  finish(results: readonly PassResult[]): void;
}

export async function chooseInstruments(options: InstrumentOptions, passes: readonly ConfiguredPass[], reporter: Reporter): Promise<Instruments> {
  const write = (text: string): void => reporter.write(text);
  const instruments: PassInstrumentation[] = [];
  const limit = options["opt-bisect-limit"];
  if (limit !== undefined) instruments.push(bisect(parseLimit(limit), write));
  if (options["debug-pass-manager"]) instruments.push(trace(write));
  const functions = list(options["filter-print-funcs"]);
  const changed = options["print-changed"];
  const isDiff = changed?.includes("diff") === true;
  const printer = {
    before: options["print-before-all"] ? ("all" as const) : namedPasses(options["print-before"], "--print-before", passes),
    after: options["print-after-all"] ? ("all" as const) : namedPasses(options["print-after"], "--print-after", passes),
    changed: changed === undefined || isDiff ? undefined : changed === "quiet" ? ("quiet" as const) : ("verbose" as const),
    functions,
  };
  const isPrinting = printer.before.length > 0 || printer.after.length > 0 || printer.changed !== undefined;
  if (isPrinting || isDiff) instruments.push(checkingNames(functions, (diagnostic) => reporter.report(diagnostic)));
  const print = (bytes: Uint8Array): void => writeFully(2, bytes);
  if (isPrinting) instruments.push(printing(printer, print));
  if (isDiff) {
    const { printingChanges } = await import("./instruments/printing-changes.js");
    instruments.push(printingChanges({ passes, functions, isQuiet: changed.endsWith("quiet"), color: changed.startsWith("c") }, print));
  }
  if (options["dump-dir"] !== undefined) instruments.push(dumping(options["dump-dir"], passes.length));
  // Behind the others: their work is not the passes'.
  const watch = options["time-passes"] ? stopwatch() : undefined;
  if (watch !== undefined) instruments.push(watch);
  return {
    surroundings: {
      instrumentation: combine(instruments),
      ...(options["verify-each"] ? { verify: (await import("./instruments/verifying.js")).verifyEach } : {}),
    },
    finish: (results) => {
      if (options.stats) write(formatStatistics(results));
      if (watch !== undefined) write(watch.report());
    },
  };
}

function parseLimit(text: string): number {
  if (!/^-?\d+$/.test(text)) throw new UsageError(`--opt-bisect-limit: '${text}' is no whole number`);
  return Number(text);
}

function list(text: string | undefined): readonly string[] {
  return text === undefined ? [] : text.split(",").filter((name) => name !== "");
}

function namedPasses(text: string | undefined, option: string, passes: readonly ConfiguredPass[]): readonly string[] {
  const names = passes.map(({ pass }) => pass.name);
  for (const name of list(text)) {
    if (names.includes(name)) continue;
    const near = closest(name, names);
    throw new UsageError(`${option}: pass '${name}' is not among those to run`, near === undefined ? `they are ${names.join(", ")}` : `did you mean '${near}'?`);
  }
  return list(text);
}
