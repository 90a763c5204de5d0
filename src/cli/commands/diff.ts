// Shows what a pipeline changes in a module, or what differs between two modules.

import { printDiffJson } from "../../diff/json.js";
import { FileDiff } from "../../diff/file-diff.js";
import type { Line } from "../../diff/line-changes.js";
import { type Difference, hasSymbol, PipelineDiff } from "../../diff/pipeline-diff.js";
import type { AttributeReport, DiffReport } from "../../diff/report.js";
import type { Change, Segment } from "../../diff/segments.js";
import { printSideBySide } from "../../diff/side-by-side.js";
import { attributeLines, formatStat, listNames } from "../../diff/stat.js";
import { printUnified } from "../../diff/unified.js";
import { entityName } from "../../diff/entity-name.js";
import { runReportingPasses } from "../../driver/run-passes.js";
import type { Module } from "../../ir/module.js";
import type { ConfiguredPass } from "../../pass/pass.js";
import { closest } from "../../support/closest.js";
import { InputError, UsageError } from "../../support/diagnostic.js";
import { page } from "../../toolchain/pager.js";
import { ToolError } from "../../toolchain/tool-error.js";
import { isColorWanted } from "../color.js";
import { defineCommand, type Invocation } from "../command.js";
import { loadConfig } from "../config.js";
import { pager } from "../environment.js";
import { failed } from "../failure.js";
import { readModule } from "../module-input.js";
import type { Options } from "../options.js";
import { choosePipeline, pipelineOptions } from "../pipeline-options.js";
import { writeOutputs } from "../output.js";
import { isTerminal, terminalWidth } from "../terminal.js";

const formatOptions = {
  format: { value: "FORMAT", choices: ["unified", "stat", "side-by-side", "json"], help: "unified (the default): patch -p0 makes AFTER of it, byte for byte; stat: counts; side-by-side: as wide as the terminal; json" },
  stat: { help: "the same as --format=stat" },
  width: { value: "COLUMNS", help: "how wide side-by-side is, where it is not to be as wide as the terminal" },
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
  usage: "diff IN [--passes=PASSES] [--stat] [--pass=PASS] [options], or diff A B [options]",
  description: `\
Runs passes on a module and shows what they change, each change credited to the pass that makes it:
which pass gave a function an attribute is found with --stat --function=NAME. Given two modules, it
compares them. A unified diff is exact to the byte; the other forms leave out what is only numbered
differently: attribute groups, metadata, unnamed values.
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
    ["kextir diff before.ll after.ll --stat", "two modules, renumbering apart"],
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
  const { operands, reporter } = invocation;
  const [input, after, third] = operands;
  if (third !== undefined) throw new UsageError(`two modules are compared, and '${third}' is one too many`);
  const shown = after === undefined ? await runPipeline(invocation, input) : await compareFiles(invocation, input!, after);
  if (reporter.errors > 0) return DiffExit.Trouble;
  const isDifferent = formatOf(invocation) === "unified" || after === undefined ? hasChange(shown.difference.segments()) : hasReport(shown.difference.report());
  await show(render(invocation, shown, isDifferent));
  return isDifferent ? DiffExit.Different : DiffExit.Same;
}

/** To a pager where standard output is a terminal, as git does. */
async function show(pieces: Iterable<Uint8Array>): Promise<void> {
  const command = isTerminal(1) ? pager() : undefined;
  if (command === undefined || !(await page(command, pieces))) writeOutputs([{ path: undefined, pieces }]);
}

/** A difference and what it is of. */
interface Shown {
  readonly difference: Difference;
  /** The passes that ran. */
  readonly passes: readonly string[];
  readonly names: readonly [before: string, after: string];
  readonly labels: readonly [before: string, after: string];
  /** The text that lines are counted in. */
  readonly bytes: Buffer;
}

async function runPipeline({ options, reporter }: DiffInvocation, input: string | undefined): Promise<Shown> {
  const { config } = await loadConfig(options, input);
  reporter.demand(config);
  const configured = withOwnNames(await choosePipeline(options, config));
  const passes = configured.map(({ pass }) => pass.name);
  checkPass(options.pass, passes);
  const { module } = await readModule(input, configured.length === 0 ? "any text" : "whole module", reporter);
  await runReportingPasses(module, configured, {}, (diagnostic) => reporter.report(diagnostic));
  checkFunction(options.function, [module]);
  const name = input ?? "-";
  return {
    difference: new PipelineDiff(module, passes, { pass: options.pass, symbol: options.function }),
    passes,
    names: [name, name],
    labels: options.pass === undefined ? ["input", "output"] : [`before ${options.pass}`, `after ${options.pass}`],
    bytes: module.bytes,
  };
}

async function compareFiles({ options, reporter }: DiffInvocation, input: string, other: string): Promise<Shown> {
  for (const name of RUNNING) {
    const value = options[name];
    const isGiven = typeof value === "object" ? value.length > 0 : value !== undefined && value !== false;
    if (isGiven) throw new UsageError(`--${name}: no pass runs where two modules are compared`, "leave it out, or name one module");
  }
  if (input === "-" && other === "-") throw new UsageError("standard input cannot be both modules");
  const { module: before } = await readModule(input, "any text", reporter);
  const { module: after } = await readModule(other, "any text", reporter);
  checkFunction(options.function, [before, after]);
  return {
    difference: new FileDiff(before, after, { symbol: options.function }),
    passes: [],
    names: [input, other],
    labels: ["before", "after"],
    bytes: before.bytes,
  };
}

const RUNNING = ["pass", "blame", "passes", "pipeline", "load-pass", "rewrite-map-file", "start-after", "stop-after"] as const;

function checkFunction(name: string | undefined, modules: readonly Module[]): void {
  if (name === undefined || modules.some((module) => hasSymbol(module, name))) return;
  throw new UsageError(`--function: there is no '${name}' in the module`, "kextir inspect --symbols lists the names");
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

function hasReport({ changes, attributes }: DiffReport): boolean {
  return attributes.length > 0 || changes[Symbol.iterator]().next().done !== true;
}

type Format = NonNullable<DiffInvocation["options"]["format"]>;

function formatOf({ options, messages }: DiffInvocation): Format {
  return messages.json ? "json" : options.stat ? "stat" : (options.format ?? "unified");
}

function render(invocation: DiffInvocation, { difference, passes, names, labels, bytes }: Shown, isDifferent: boolean): Iterable<Buffer> {
  const { options, messages } = invocation;
  const format = formatOf(invocation);
  if (format === "json") return printDiffJson(difference.report(), bytes);
  if (format === "stat") return [Buffer.from(formatStat(difference.report(), { most: messages.verbose ? Infinity : MOST_NAMES }))];
  if (!isDifferent) return [];
  const color = isColorWanted(messages.color, 1);
  if (format === "side-by-side") {
    const report = difference.report();
    return printSideBySide(report, { width: widthOf(options.width), remarks: remarksOf(report.attributes), color });
  }
  return printUnified(difference.segments(), {
    names,
    labels,
    remarks: remarksOf(difference.attributes()),
    title: (changes) => titleOf(changes, passes),
    margin: options.blame ? blameMargin(passes) : undefined,
    color,
  });
}

function widthOf(given: string | undefined): number {
  if (given === undefined) return terminalWidth();
  if (!/^[1-9]\d{0,4}$/.test(given)) throw new UsageError(`--width: '${given}' is no number of columns`);
  return Number(given);
}

const MOST_NAMES = 8;

/** The entities that a hunk changes, and the passes that do. */
function titleOf(changes: readonly Change[], passes: readonly string[]): string {
  const lines = changes.flatMap(({ before, after }) => [...before, ...after]);
  const entities = new Set(lines.flatMap(({ entity }) => (entity === undefined ? [] : [entityName(entity)])));
  const steps = [...new Set(lines.flatMap((line) => line.steps))].sort((a, b) => a - b);
  const by = steps.length === 0 ? "" : ` (${steps.map((step) => passes[step - 1]).join(", ")})`;
  return `${listNames([...entities], 2)}${by}`;
}

function remarksOf(attributes: readonly AttributeReport[]): string[] {
  return [...new Set(attributes.map(({ pass }) => pass))].flatMap((pass) =>
    attributeLines(attributes.filter((report) => report.pass === pass), MOST_NAMES).map((line) => (pass === undefined ? line : `${pass}: ${line}`)),
  );
}

function blameMargin(passes: readonly string[]): (line: Line | undefined) => string {
  const width = Math.min(WIDEST_MARGIN, Math.max(0, ...passes.map((pass) => pass.length)));
  return (line) => `${(line?.steps ?? []).map((step) => passes[step - 1]).join(",").padEnd(width)} `;
}

const WIDEST_MARGIN = 24;
