// Turns pipeline text into passes with checked options.

import * as z from "zod/mini";
import { UsageError } from "../support/diagnostic.js";
import { closest } from "../support/closest.js";
import type { ConfiguredPass, Pass } from "./pass.js";
import { type OptionSpec, type PassSpec, parsePipeline, printPassSpec } from "./pipeline.js";

/** What names may stand in pipeline text. */
export interface PassCatalog {
  readonly passes: readonly Pass[];
  /** Named pipelines, each as pipeline text; a name stands for its passes. */
  readonly pipelines: Readonly<Record<string, string>>;
}

/**
 * The passes that `text` names, with options their schemas accepted. Throws
 * UsageError for an unknown pass or option, or a bad value.
 */
export function configurePipeline(text: string, catalog: PassCatalog): ConfiguredPass[] {
  return withSignatures(configure(text, catalog, []));
}

/** `within` are the named pipelines that `text` is the text of, outermost first. */
function configure(text: string, catalog: PassCatalog, within: readonly string[]): ConfiguredPass[] {
  return parsePipeline(text).flatMap((spec) => {
    const pipeline = Object.hasOwn(catalog.pipelines, spec.name) ? catalog.pipelines[spec.name] : undefined;
    if (pipeline === undefined) return [configurePass(spec, catalog)];
    if (spec.options.length > 0) throw new UsageError(`pipeline '${spec.name}' takes no options`, "give them to one of its passes");
    if (within.includes(spec.name)) throw new UsageError(`pipeline '${spec.name}' contains itself`);
    return configure(pipeline, catalog, [...within, spec.name]);
  });
}

function withSignatures(passes: readonly ConfiguredPass[]): ConfiguredPass[] {
  const seen = new Map<string, number>();
  return passes.map((configured) => {
    const { name } = configured.pass;
    const times = (seen.get(name) ?? 0) + 1;
    seen.set(name, times);
    return times === 1 ? configured : { ...configured, signature: `${name}#${times}` };
  });
}

/** One pass with its options checked. */
export function configurePass(spec: PassSpec, catalog: PassCatalog): ConfiguredPass {
  const pass = catalog.passes.find(({ name }) => name === spec.name);
  if (pass === undefined) {
    const names = [...catalog.passes.map(({ name }) => name), ...Object.keys(catalog.pipelines)];
    const near = closest(spec.name, names);
    throw new UsageError(
      `unknown pass '${spec.name}'`,
      `${near === undefined ? "" : `did you mean '${near}'? `}known: ${names.join(", ")}`,
    );
  }
  const options = parseOptions(pass, spec.options);
  return { pass, options, text: printPassSpec(spec), signature: pass.name };
}

/** The JSON Schema of a pass's options, as far as help needs it. */
export interface OptionsSchema {
  readonly properties?: Readonly<Record<string, { readonly type?: string; readonly description?: string; readonly default?: unknown }>>;
  readonly additionalProperties?: unknown;
}

/** What options `pass` takes, read off its schema. */
export function optionsSchema(pass: Pass): OptionsSchema {
  // Options that no text can say, only a caller in TypeScript, have no JSON form.
  return z.toJSONSchema(pass.options, { io: "input", unrepresentable: "any" }) as OptionsSchema;
}

function parseOptions(pass: Pass, specs: readonly OptionSpec[]): unknown {
  // Most uses give no options; the schema then needs no look at its properties.
  const schema = specs.length === 0 ? {} : optionsSchema(pass);
  const result = z.safeParse(pass.options, gather(specs, schema));
  if (result.success) return result.data;
  const known = Object.keys(optionsSchema(pass).properties ?? {});
  const reasons = result.error.issues.map((issue) => explain(issue, known));
  throw new UsageError(
    `options of pass '${pass.name}': ${reasons.join("; ")}`,
    known.length === 0 ? "this pass takes no options" : `its options: ${known.join(", ")}`,
  );
}

/** The object that the schema is to accept: flags are true (`no-x` makes x false), lists gather repeated keys. */
function gather(specs: readonly OptionSpec[], schema: OptionsSchema): Record<string, unknown> {
  const options: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  const properties = schema.properties ?? {};
  for (const { key, value } of specs) {
    if (value === undefined) {
      const positive = key.startsWith("no-") && properties[key] === undefined ? key.slice(3) : undefined;
      if (positive !== undefined && properties[positive] !== undefined) options[positive] = false;
      else options[key] = true;
      continue;
    }
    const type = properties[key]?.type;
    if (type !== "array" && Object.hasOwn(options, key)) throw new UsageError(`option '${key}' is given twice`, "keep one of the two");
    if (type === "array") options[key] = [...((options[key] as string[] | undefined) ?? []), value];
    else if (type === "number" || type === "integer") options[key] = Number(value);
    else if (type === "boolean") options[key] = value === "true" ? true : value === "false" ? false : value;
    else options[key] = value;
  }
  return { ...options };
}

function explain(issue: z.core.$ZodIssue, known: readonly string[]): string {
  if (issue.code === "unrecognized_keys") {
    return issue.keys
      .map((key) => {
        const near = closest(key, known);
        return `unknown option '${key}'${near === undefined ? "" : ` (did you mean '${near}'?)`}`;
      })
      .join("; ");
  }
  const path = issue.path.join(".");
  if (issue.code === "invalid_type") return `'${path}' must be ${issue.expected === "array" ? "a list" : `a ${issue.expected}`}`;
  if (issue.code === "invalid_value") return `'${path}' must be one of ${issue.values.map(String).join(", ")}`;
  return path === "" ? issue.message : `'${path}': ${issue.message}`;
}
