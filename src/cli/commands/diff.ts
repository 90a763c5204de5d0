// Shows what a pipeline changes in a module, or what differs between two modules.

import { printDiffJson } from "../../diff/json.js";
import { hasSymbol, PipelineDiff } from "../../diff/pipeline-diff.js";
import type { DiffReport } from "../../diff/report.js";
import type { Change, Segment } from "../../diff/segments.js";
import { attributeLines, formatStat, listNames } from "../../diff/stat.js";
import { printUnified } from "../../diff/unified.js";
import { entityName } from "../../diff/entity-name.js";
import { runReportingPasses } from "../../driver/run-passes.js";
import type { ConfiguredPass } from "../../pass/pass.js";
import { closest } from "../../support/closest.js";
import { InputError, UsageError } from "../../support/diagnostic.js";
import { ToolError } from "../../toolchain/tool-error.js";
import { defineCommand, type Invocation } from "../command.js";
import { loadConfig } from "../config.js";
import { failed } from "../failure.js";
import { readModule } from "../module-input.js";
import type { Options } from "../options.js";
import { choosePipeline, pipelineOptions } from "../pipeline-options.js";
import { writeOutputs } from "../output.js";

const formatOptions = {
  format: { value: "FORMAT", choices: ["unified", "stat", "json"], help: "unified (the default): patch -p0 makes AFTER of it, byte for byte; stat: counts; json" },
  stat: { help: "the same as --format=stat" },
  blame: { help: "name, before each changed line, the passes that changed it" },
} as const satisfies Options;

const filterOptions = {
  pass: { value: "PASS", help: "show only what this pass changes" },
  function: { value: "NAME", help: "show only this function or global and its attribute groups; the symbol or the Rust path" },
} as const satisfies Options;

const diffOptions = { ...formatOptions, ...filterOptions, ...pipelineOptions } as const satisfies Options;

type DiffInvocation = Invocation<typeof diffOptions>;

/** As diff's. */
const DiffExit = { Same: 0, Different: 1, Trouble: 2 } as const;

export const diff = defineCommand({
  usage: "diff IN [--passes=PASSES] [--stat] [--pass=PASS] [options]",
  description: `\
Runs passes on a module and shows what they change, each change credited to the pass that makes it:
which pass gave a function an attribute is found with --stat --function=NAME.
Exits 0 where nothing differs, 1 where something does, 2 where something went wrong.`,
  options: diffOptions,
  groups: [
    { title: "Form", options: formatOptions },
    { title: "What to show", options: filterOptions },
    { title: "Passes", options: pipelineOptions },
  ],
  examples: [
    ["kextir diff main.ll", "what a kernel extension needs changed"],
    ["kextir diff main.ll --stat", "what each pass does, in few lines"],
    ["kextir diff main.ll --blame --function=hello::main", "which pass changed which line of a function"],
    ["kextir diff main.ll --passes=noredzone | patch -p0", "the same as running the pass"],
  ],

  async run(invocation) {
    try {
      return await showDifference(invocation);
    } catch (error) {
      if (!(error instanceof InputError) && !(error instanceof ToolError)) throw error;
      failed(error, invocation.reporter);
      return DiffExit.Trouble;
    }
  },
});

async function showDifference(invocation: DiffInvocation): Promise<number> {
  const { options, operands, reporter } = invocation;
  const [input, after, third] = operands;
  if (third !== undefined || after !== undefined) throw new UsageError("one module at a time");
  const { config } = await loadConfig(options, input);
  reporter.demand(config);
  const passes = withOwnNames(await choosePipeline(options, config));
  const names = passes.map(({ pass }) => pass.name);
  checkPass(options.pass, names);
  const { module } = await readModule(input, passes.length === 0 ? "any text" : "whole module", reporter);
  await runReportingPasses(module, passes, {}, (diagnostic) => reporter.report(diagnostic));
  if (reporter.errors > 0) return DiffExit.Trouble;
  if (options.function !== undefined && !hasSymbol(module, options.function)) {
    throw new UsageError(`--function: there is no '${options.function}' in the module`, "kextir inspect --symbols lists the names");
  }
  const difference = new PipelineDiff(module, names, { pass: options.pass, symbol: options.function });
  const isDifferent = hasChange(difference.segments());
  const name = input ?? "-";
  writeOutputs([{ path: undefined, pieces: render(invocation, difference, { name, bytes: module.bytes, isDifferent }) }]);
  return isDifferent ? DiffExit.Different : DiffExit.Same;
}

// Passes sign their edits with their names; one that runs twice signs differently the second time.
function withOwnNames(passes: readonly ConfiguredPass[]): ConfiguredPass[] {
  const seen = new Map<string, number>();
  return passes.map((configured) => {
    const { pass } = configured;
    const times = (seen.get(pass.name) ?? 0) + 1;
    seen.set(pass.name, times);
    return times === 1 ? configured : { ...configured, pass: { ...pass, name: `${pass.name}#${times}` } };
  });
}

function checkPass(name: string | undefined, names: readonly string[]): void {
  if (name === undefined || names.includes(name)) return;
  const near = closest(name, names);
  throw new UsageError(`--pass: pass '${name}' is not among those to run`, near === undefined ? `they are ${names.join(", ")}` : `did you mean '${near}'?`);
}

function hasChange(segments: Iterable<Segment>): boolean {
  for (const { kind } of segments) if (kind === "change") return true;
  return false;
}

interface Shown {
  readonly name: string;
  readonly bytes: Buffer;
  readonly isDifferent: boolean;
}

function render({ options, messages }: DiffInvocation, difference: PipelineDiff, { name, bytes, isDifferent }: Shown): Iterable<Buffer> {
  const format = messages.json ? "json" : options.stat ? "stat" : (options.format ?? "unified");
  if (format === "json") return printDiffJson(difference.report(), bytes);
  if (format === "stat") return [Buffer.from(formatStat(difference.report(), { most: messages.verbose ? Infinity : MOST_NAMES }))];
  if (!isDifferent) return [];
  const { steps } = difference;
  const labels = options.pass === undefined ? (["input", "output"] as const) : ([`before ${options.pass}`, `after ${options.pass}`] as const);
  return printUnified(difference.segments(), {
    names: [name, name],
    labels,
    remarks: remarksOf(difference.report()),
    title: (changes) => titleOf(changes),
    margin: options.blame ? blameMargin(difference) : undefined,
    color: messages.color === "always",
  });

  function titleOf(changes: readonly Change[]): string {
    const entities = new Set(changes.flatMap(({ before, after }) => [...before, ...after].flatMap(({ entity }) => entity ?? [])));
    const passes = new Set(changes.flatMap(({ before, after }) => [...before, ...after].flatMap((line) => line.steps)));
    const by = [...passes].sort((a, b) => a - b).map((step) => steps.nameOf(step)).join(", ");
    return `${listNames([...entities].map(entityName), 2)}${by === "" ? "" : ` (${by})`}`;
  }
}

const MOST_NAMES = 8;

function remarksOf({ attributes }: DiffReport): string[] {
  return [...new Set(attributes.map(({ pass }) => pass))].flatMap((pass) =>
    attributeLines(attributes.filter((report) => report.pass === pass), MOST_NAMES).map((line) => (pass === undefined ? line : `${pass}: ${line}`)),
  );
}

function blameMargin({ steps }: PipelineDiff): NonNullable<Parameters<typeof printUnified>[1]["margin"]> {
  const width = Math.min(WIDEST_MARGIN, Math.max(0, ...steps.passes.map((pass) => pass.length)));
  return (line) => `${(line?.steps ?? []).map((step) => steps.nameOf(step)).join(",").padEnd(width)} `;
}

const WIDEST_MARGIN = 24;
