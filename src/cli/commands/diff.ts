// Shows what a pipeline changes in a module, or what differs between two modules.

import { FileDiff } from "../../diff/file-diff.js";
import { hasSymbol, PipelineDiff } from "../../diff/pipeline-diff.js";
import { runReportingPasses } from "../../driver/run-passes.js";
import type { Module } from "../../ir/module.js";
import { closest } from "../../support/closest.js";
import { demangle } from "../../support/demangle.js";
import { InputError, UsageError } from "../../support/diagnostic.js";
import { ToolError } from "../../toolchain/tool-error.js";
import { defineCommand, type Invocation } from "../command.js";
import { loadConfig } from "../config.js";
import { formatOptions, showDifference, type Shown } from "../diff-output.js";
import { failed } from "../failure.js";
import { readModule } from "../module-input.js";
import type { Options } from "../options.js";
import { choosePipeline, pipelineOptions } from "../pipeline-options.js";

const filterOptions = {
  pass: { value: "PASS", help: "show only what this pass changes" },
  function: { value: "NAME", help: "show only this function or global, its attribute groups and those of calls in it; by symbol or Rust path" },
} as const satisfies Options;

const diffOptions = { ...formatOptions, ...filterOptions, ...pipelineOptions } as const satisfies Options;

type DiffInvocation = Invocation<typeof diffOptions>;

/** As diff's. */
const DiffExit = { Same: 0, Different: 1, Trouble: 2 } as const;

export const diff = defineCommand({
  usage: "diff IN [--passes=PASSES] [--stat] [--pass=PASS] [options], or diff A B [options]",
  description: `\
Runs passes on a module and shows what they change, each change credited to the pass that makes it.
Given two modules, it compares them. A unified diff is exact to the byte; the other forms leave out
what is only numbered differently: attribute groups, metadata, unnamed values.
Exits 0 where nothing differs, 1 where something does, 2 where something went wrong.`,
  options: diffOptions,
  groups: [
    { title: "Form", options: formatOptions },
    { title: "What to show", options: filterOptions },
    { title: "Passes", options: pipelineOptions },
  ],
  examples: [
    ["kextir diff main.ll --stat --function=hello::main", "which pass adds which attribute to a function, and what else each does to it"],
    ["kextir diff main.ll --blame --function=hello::main", "which pass changes which line of a function"],
    ["kextir diff main.ll --stat", "what each pass does, in few lines"],
    ["kextir diff main.ll", "what a kernel extension needs changed, as a patch"],
    ["kextir diff main.ll --passes=noredzone | patch -p0", "the same as running the pass"],
    ["kextir diff main.ll --format=html -o report.html", "all of it as a page for a browser"],
    ["kextir diff before.ll after.ll --stat", "two modules, renumbering apart"],
  ],

  async run(invocation) {
    try {
      return await compare(invocation);
    } catch (error) {
      if (!(error instanceof InputError) && !(error instanceof ToolError)) throw error;
      failed(error, invocation.reporter);
      return DiffExit.Trouble;
    }
  },
});

async function compare(invocation: DiffInvocation): Promise<number> {
  const { operands, reporter } = invocation;
  const [input, after, third] = operands;
  if (third !== undefined) throw new UsageError(`two modules are compared, and '${third}' is one too many`);
  const shown = after === undefined ? await runPipeline(invocation, input) : await compareFiles(invocation, input!, after);
  if (reporter.errors > 0) return DiffExit.Trouble;
  return (await showDifference(invocation, shown)) ? DiffExit.Different : DiffExit.Same;
}

async function runPipeline({ options, reporter }: DiffInvocation, input: string | undefined): Promise<Shown> {
  const { config } = await loadConfig(options, input);
  reporter.demand(config);
  const configured = await choosePipeline(options, config);
  const passes = configured.map(({ signature }) => signature);
  checkPass(options.pass, passes);
  const { module } = await readModule(input, configured.length === 0 ? "any text" : "whole module", reporter);
  await runReportingPasses(module, configured, {}, (diagnostic) => reporter.report(diagnostic));
  checkFunction(options.function, [module]);
  const name = input ?? "-";
  return {
    difference: new PipelineDiff(module, passes, { pass: options.pass, symbols: wantedSymbols(options) }),
    passes,
    names: [name, name],
    labels: options.pass === undefined ? ["input", "output"] : [`before ${options.pass}`, `after ${options.pass}`],
    bytes: module.bytes,
    passTexts: configured.map(({ text }) => text),
    onlyPass: options.pass,
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
    difference: new FileDiff(before, after, { symbols: wantedSymbols(options) }),
    passes: [],
    names: [input, other],
    labels: ["before", "after"],
    bytes: before.bytes,
    passTexts: [],
    onlyPass: undefined,
  };
}

const RUNNING = ["pass", "blame", "passes", "pipeline", "load-pass", "rewrite-map-file", "start-after", "stop-after"] as const;

function wantedSymbols({ function: name }: DiffInvocation["options"]): readonly string[] | undefined {
  return name === undefined ? undefined : [name];
}

function checkFunction(name: string | undefined, modules: readonly Module[]): void {
  if (name === undefined || modules.some((module) => hasSymbol(module, name))) return;
  const paths = modules.flatMap((module) => [...module.functions(), ...module.globals()].flatMap(({ symbol }) => (symbol === undefined ? [] : [demangle(symbol)])));
  // What people leave out is the path before the name.
  const near = paths.find((path) => path.endsWith(`::${name}`)) ?? closest(name, paths);
  throw new UsageError(`--function: there is no '${name}' in the module`, near === undefined ? "kextir inspect --symbols lists the names" : `did you mean '${near}'?`);
}

function checkPass(name: string | undefined, names: readonly string[]): void {
  if (name === undefined || names.includes(name)) return;
  const near = closest(name, names);
  throw new UsageError(`--pass: pass '${name}' is not among those to run`, near === undefined ? `they are ${names.join(", ")}` : `did you mean '${near}'?`);
}
