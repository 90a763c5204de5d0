// The first pass, then the smallest part of its change, that makes a test fail.

import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join } from "node:path";
import { titleOf } from "../../diff/hunk-title.js";
import { moduleSegments } from "../../diff/segments.js";
import { Steps } from "../../diff/steps.js";
import { printUnified } from "../../diff/unified.js";
import { type BisectOutcome, bisectModule, type Tested } from "../../driver/bisect/bisect-module.js";
import type { ChangedUnit } from "../../ir/partial-change.js";
import type { Module } from "../../ir/module.js";
import type { ConfiguredPass } from "../../pass/pass.js";
import { UsageError } from "../../support/diagnostic.js";
import { shellQuote } from "../../toolchain/shell-quote.js";
import { shellWords } from "../../toolchain/shell-words.js";
import { makeTemporaryFolder } from "../../toolchain/temporary-folder.js";
import { runTestCommand, type TestCommand } from "../../toolchain/test-command.js";
import { findVerifier } from "../../toolchain/verify.js";
import type { BisectReport } from "../bisect-schema.js";
import { defineCommand } from "../command.js";
import { loadConfig } from "../config.js";
import { searchPlaces } from "../environment.js";
import { ExitCode } from "../exit-code.js";
import { readModule } from "../module-input.js";
import { onlyOperand } from "../operands.js";
import type { Options } from "../options.js";
import { writeOutputs } from "../output.js";
import { choosePipeline, pipelineOptions } from "../pipeline-options.js";
import { printJson, printText } from "../print-report.js";
import { type Progress, showProgress } from "../progress.js";

const testOptions = {
  test: { value: "COMMAND", help: "exits with 0 for a good module, 125 if it cannot tell, else the module is bad; {} is the module's file, which is added at the end where {} is not there" },
  repeat: { value: "N", help: "run the test up to N times; bad once is bad (default: 1)" },
  timeout: { value: "SECONDS", help: "a test that takes longer is ended, and the module is bad" },
  output: { short: "o", value: "PREFIX", help: "write the reduced pair to PREFIX.good.ll and PREFIX.bad.ll" },
} as const satisfies Options;

export const bisect = defineCommand({
  usage: "bisect IN --test COMMAND [--passes=PASSES] [--repeat=N] [--timeout=SECONDS] [-o PREFIX]",
  description: `\
Finds the first pass whose change to a module makes a test fail, then the smallest set of functions
and other entities whose change by that pass is enough, and prints the diff of just that.

COMMAND is split into words as a shell does it, but run without one: for pipes and variables give
--test "sh -c '…'". An end by a signal is bad; exit codes 126 and 127 end the search, for by them a
shell says that it found no program. A part of a change that is no valid module, by llvm-as, is
not tested.`,
  options: { ...testOptions, ...pipelineOptions },
  groups: [
    { title: "The test", options: testOptions },
    { title: "Passes", options: pipelineOptions },
  ],
  examples: [
    ["kextir bisect main.ll --test './boots.sh {}'", "which pass of the default pipeline makes boots.sh fail, and in which function"],
    ["kextir bisect main.ll --passes=soft-float,noredzone --test 'llc -filetype=null {}' -o reduced", "and write the last good and the first bad module"],
    [`kextir bisect main.ll --test "sh -c '! llvm-nm \\$0 | grep -q printk'"`, "with a shell, for which the added file is $0"],
  ],

  async run({ options, operands, messages, reporter }) {
    const input = onlyOperand(operands, "module");
    const command = testCommand(options.test, options.timeout);
    const repeat = wholeNumber(options.repeat ?? "1", "--repeat");
    const { config } = await loadConfig(options, input);
    reporter.demand(config);
    const passes = await choosePipeline(options, config);
    const { module } = await readModule(input, "whole module", reporter);

    const progress = showProgress(reporter, { isVerbose: messages.verbose, isQuiet: messages.quiet || messages.json });
    const tester = new Tester(command, repeat, progress);
    const name = input === undefined || input === "-" ? "stdin" : basename(input).replace(/\.\w+$/, "");
    // A name that a shell, which {} may be handed to, takes for one word.
    const outcome = await tester.use(`${name.replace(/[^\w.-]/g, "_")}.ll`, (test) =>
      bisectModule(module, passes, {
        test,
        findVerifier: (texts) => findVerifier(texts, searchPlaces()),
        report: (diagnostic) => reporter.report(diagnostic),
      }),
    );
    if (options.output !== undefined) writePair(options.output, outcome);
    const prefix = options.output ?? name;
    const diff = unifiedDiff(outcome.bad, `${prefix}.good.ll`, `${prefix}.bad.ll`);
    const report = reportOf(outcome, passes, diff, tester.runs);
    if (messages.json) printJson(report);
    else printText(formatReport(report, outcome));
    return ExitCode.Done;
  },
});

/** Runs the user's command on versions of the module, and counts. */
class Tester {
  readonly #command: TestCommand;
  readonly #repeat: number;
  readonly #progress: Progress;
  #runs = 0;

  constructor(command: TestCommand, repeat: number, progress: Progress) {
    this.#command = command;
    this.#repeat = repeat;
    this.#progress = progress;
  }

  get runs(): number {
    return this.#runs;
  }

  /** Gives `work` a test; the module's file, of that name, is gone afterwards. */
  async use<T>(name: string, work: (test: (text: Buffer, what: string) => Promise<Tested>) => Promise<T>): Promise<T> {
    const folder = await makeTemporaryFolder(join(tmpdir(), name));
    try {
      return await work((text, what) => this.#test(join(folder.path, name), text, what));
    } finally {
      this.#progress.clear();
      folder.remove();
    }
  }

  async #test(file: string, text: Buffer, what: string): Promise<Tested> {
    let last: Tested = { verdict: "good", how: "", words: "" };
    for (let run = 0; run < this.#repeat && last.verdict === "good"; run++) {
      // Anew each time, for a test may change the file.
      writeFileSync(file, text);
      this.#progress.step(`bisect: test ${++this.#runs}: ${what}`);
      const { verdict, how, stderr } = await runTestCommand(this.#command, file);
      last = { verdict, how, words: stderr };
    }
    this.#progress.result(`bisect: test ${this.#runs}: ${what}: ${last.verdict === "unknown" ? "cannot tell" : last.verdict} (${last.how})`);
    return last;
  }
}

function testCommand(text: string | undefined, timeout: string | undefined): TestCommand {
  if (text === undefined) throw new UsageError("bisect needs --test", "kextir bisect IN.ll --test 'COMMAND {}'");
  const words = shellWords(text);
  if ("reason" in words) {
    throw new UsageError(`--test: ${words.reason}`, `the command is run without a shell; name one if you need it: --test ${shellQuote([`sh -c ${shellQuote([text])}`])}`);
  }
  const seconds = timeout === undefined ? undefined : Number(timeout);
  if (seconds !== undefined && !(seconds > 0)) throw new UsageError(`--timeout: '${timeout}' is no number of seconds`);
  return { words, timeoutSeconds: seconds };
}

function wholeNumber(text: string, option: string): number {
  if (!/^[1-9]\d*$/.test(text)) throw new UsageError(`${option}: '${text}' is no whole number above 0`);
  return Number(text);
}

function writePair(prefix: string, { good, bad }: BisectOutcome): void {
  writeOutputs([
    { path: `${prefix}.good.ll`, pieces: [good] },
    { path: `${prefix}.bad.ll`, pieces: bad.print() },
  ]);
}

/** What the module's edits change, one character a byte. */
function unifiedDiff(module: Module, before: string, after: string): string {
  const segments = moduleSegments(module, new Steps(["the change"]), 0, 1, () => true);
  const pieces = printUnified(segments, { names: [before, after], labels: ["good", "bad"], remarks: [], title: titleOf, color: false });
  return Buffer.concat([...pieces]).toString("latin1");
}

function reportOf({ passes, position, units, guilty }: BisectOutcome, pipeline: readonly ConfiguredPass[], diff: string, testRuns: number): BisectReport {
  return {
    schemaVersion: 1,
    passes: passes.map(({ text }) => text),
    position,
    pipeline: pipeline.map(({ text }) => text),
    changedEntities: units.length,
    guilty: guilty.map(({ name, rustPath, cameAttributes, wentAttributes }) => ({
      entity: name,
      rustPath: rustPath ?? null,
      cameAttributes: [...cameAttributes],
      wentAttributes: [...wentAttributes],
    })),
    diff: Buffer.from(diff, "latin1").toString(),
    testRuns,
  };
}

function formatReport({ passes, position, pipeline, changedEntities, testRuns, diff }: BisectReport, { guilty }: BisectOutcome): string {
  const [pass = ""] = passes;
  const first =
    passes.length === 1
      ? `first bad pass: ${pass}, the ${ordinal(position)} of ${pipeline.length}`
      : `the first bad pass is one of ${passes.join(", ")}: the test cannot tell between them`;
  const share = `of its changes to ${changedEntities} ${changedEntities === 1 ? "entity" : "entities"}, ${guilty.length === changedEntities ? "all are" : guilty.length === 1 ? "this one is" : `these ${guilty.length} are`} needed:`;
  return `${first}\n${share}\n${guilty.map(formatUnit).join("\n")}\n\n${diff.trimEnd()}\n\n${testRuns} runs of the test`;
}

function formatUnit({ name, rustPath, cameAttributes, wentAttributes }: ChangedUnit): string {
  const attributes = [...wentAttributes.map((attribute) => `    - ${attribute}`), ...cameAttributes.map((attribute) => `    + ${attribute}`)];
  return [`  ${name}${rustPath === undefined ? "" : `  (${rustPath})`}`, ...attributes].join("\n");
}

function ordinal(number: number): string {
  const ending = number % 100 >= 11 && number % 100 <= 13 ? "th" : (["th", "st", "nd", "rd"][number % 10] ?? "th");
  return `${number}${ending}`;
}
