import type * as z from "zod/mini";
import type { Module } from "../ir/module.js";
import type { Diagnostic } from "../support/diagnostic.js";

/** How a pass talks to whoever runs it. */
export interface PassContext {
  /** Reports something about the module. After an error the pipeline stops once the pass returns. */
  report(diagnostic: Diagnostic): void;
  /** Adds `by` to the statistic `what`, a phrase like `functions given noredzone`. */
  count(what: string, by?: number): void;
}

/**
 * A transformation of a module, or a check of one. It sees the module, its options
 * and the context: no file, no process, no environment.
 */
export interface Pass<Schema extends z.core.$ZodType = z.core.$ZodType> {
  /** Kebab-case; the same in file name, pipeline text, fixture folder and documentation. */
  readonly name: string;
  /** One line, lower case, as `--help` prints it. */
  readonly summary: string;
  /** The manual: what it does and why, with a before and after. */
  readonly description: string;
  /** What `name<key=value;flag>` may say; each field described. */
  readonly options: Schema;
  /** Changes `module`. An exception other than InputError is a bug. */
  run(module: Module, options: z.core.output<Schema>, context: PassContext): void;
}

/** Defines a pass; the type of its options is inferred from their schema. */
export function definePass<Schema extends z.core.$ZodType>(pass: Pass<Schema>): Pass<Schema> {
  return pass;
}

/** A pass together with options that its schema accepted. */
export interface ConfiguredPass {
  readonly pass: Pass;
  readonly options: unknown;
  /** `name<options>` as pipeline text. */
  readonly text: string;
  /** What its edits are signed with: its name, with `#2` behind it where it runs for the second time. */
  readonly signature: string;
}
