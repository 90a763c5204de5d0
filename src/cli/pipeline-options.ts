// Which passes run: the options that say so, for every command that runs passes.

import { catalog, DEFAULT_PIPELINE } from "../driver/catalog.js";
import { configurePass, configurePipeline, type PassCatalog } from "../pass/configure.js";
import type { ConfiguredPass } from "../pass/pass.js";
import { parsePipeline } from "../pass/pipeline.js";
import { closest } from "../support/closest.js";
import { UsageError } from "../support/diagnostic.js";
import type { Config } from "./config-schema.js";
import { configOptions } from "./config.js";
import type { Options, OptionValues } from "./options.js";

export const loadPassOption = {
  "load-pass": { value: "FILE", isRepeated: true, help: "make the passes that a JavaScript module exports known to --passes" },
} as const satisfies Options;

export const pipelineOptions = {
  passes: { value: "PASSES", help: "the passes to run, in LLVM's pipeline text, as 'noredzone,rename-symbols<printk=IOLog>'; nothing: none; of two, the last counts" },
  pipeline: { value: "NAME", help: `a named pipeline: ${Object.keys(catalog.pipelines).join(", ")} (default: ${DEFAULT_PIPELINE})` },
  ...loadPassOption,
  "rewrite-map-file": { value: "FILE", isRepeated: true, help: "rules for rename-symbols, in the form that opt's rewrite-symbols reads; its own rule for printk goes" },
  "start-after": { value: "PASS", help: "leave out the passes up to this one" },
  "stop-after": { value: "PASS", help: "leave out the passes behind this one" },
  ...configOptions,
} as const satisfies Options;

type PipelineOptions = OptionValues<typeof pipelineOptions>;

/** The passes to run. Throws UsageError where the options or the configuration name something that is not there. */
export async function choosePipeline(options: PipelineOptions, config: Config): Promise<ConfiguredPass[]> {
  const known = await knownPasses(options["load-pass"], config);
  const passes = part(configurePipeline(pipelineText(options, config, known), known), options);
  return options["rewrite-map-file"].length === 0 ? passes : addRenames(passes, options["rewrite-map-file"], known);
}

/** The files that the passes are made from, beside kextir's own. */
export function pipelineFiles(options: PipelineOptions): readonly string[] {
  return [...options["load-pass"], ...options["rewrite-map-file"]];
}

/** Gives the rules of rewrite maps to rename-symbols. */
async function addRenames(passes: readonly ConfiguredPass[], files: readonly string[], known: PassCatalog): Promise<ConfiguredPass[]> {
  if (!passes.some(({ pass }) => pass.name === "rename-symbols")) {
    throw new UsageError("--rewrite-map-file: rename-symbols is not among the passes to run", "add it to --passes");
  }
  const { readRewriteMap } = await import("./rewrite-map.js");
  const rules = files.flatMap(readRewriteMap);
  return passes.map((configured) => {
    if (configured.pass.name !== "rename-symbols") return configured;
    const [spec] = parsePipeline(configured.text);
    return { ...configurePass({ name: configured.pass.name, options: [...(spec?.options ?? []), ...rules] }, known), signature: configured.signature };
  });
}

function pipelineText({ passes, pipeline }: PipelineOptions, config: Config, known: PassCatalog): string {
  if (pipeline === undefined) return passes ?? config.passes ?? DEFAULT_PIPELINE;
  if (passes !== undefined) throw new UsageError("--passes and --pipeline are both given", "a pipeline's name may stand in --passes");
  const text = Object.hasOwn(known.pipelines, pipeline) ? known.pipelines[pipeline] : undefined;
  if (text !== undefined) return text;
  const names = Object.keys(known.pipelines);
  const near = closest(pipeline, names);
  throw new UsageError(`unknown pipeline '${pipeline}'`, `${near === undefined ? "" : `did you mean '${near}'? `}known: ${names.join(", ")}`);
}

/** kextir's own passes and pipelines, those in `files` and those of the configuration. */
export async function knownPasses(files: readonly string[], config: Config): Promise<PassCatalog> {
  if (files.length === 0 && config.pipelines === undefined) return catalog;
  const passes = [...catalog.passes];
  for (const file of files) {
    const { loadPasses } = await import("./load-pass.js");
    for (const pass of await loadPasses(file)) {
      if (passes.some(({ name }) => name === pass.name)) throw new UsageError(`--load-pass: there is a pass '${pass.name}' already`, "give it another name");
      passes.push(pass);
    }
  }
  const pipelines = { ...catalog.pipelines, ...config.pipelines };
  const ambiguous = passes.find(({ name }) => Object.hasOwn(pipelines, name));
  if (ambiguous !== undefined) throw new UsageError(`'${ambiguous.name}' is the name of a pass and of a pipeline`, "give the pipeline another name");
  return { passes, pipelines };
}

function part(passes: ConfiguredPass[], options: PipelineOptions): ConfiguredPass[] {
  const from = placeOf(options["start-after"], "--start-after", passes);
  const to = placeOf(options["stop-after"], "--stop-after", passes);
  return passes.slice(from === undefined ? 0 : from + 1, to === undefined ? undefined : to + 1);
}

function placeOf(name: string | undefined, option: string, passes: readonly ConfiguredPass[]): number | undefined {
  if (name === undefined) return undefined;
  const index = passes.findIndex(({ pass }) => pass.name === name);
  if (index < 0) throw new UsageError(`${option}: pass '${name}' is not among those to run`, `they are ${passes.map(({ pass }) => pass.name).join(", ")}`);
  return index;
}
