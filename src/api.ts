// The library: what `import { … } from "kextir"` offers.
//
//   import { readFileSync, writeFileSync } from "node:fs";
//   import { runPasses } from "kextir";
//
//   const { output } = runPasses(readFileSync("main.ll"), "noredzone,soft-float");
//   writeFileSync("main.kext.ll", output);

/// <reference types="node" preserve="true" />

import { passes } from "../passes/registry.js";
import { pipelines } from "../passes/pipelines.js";
import { DEFAULT_PIPELINE } from "./driver/catalog.js";
import { compileModule, type CompileModuleOptions } from "./driver/compile-module.js";
import { describeNonText, moduleProblems } from "./driver/module-problems.js";
import { Module } from "./ir/module.js";
import { configurePipeline } from "./pass/configure.js";
import { type PassResult, runPassManager } from "./pass/pass-manager.js";
import type { ConfiguredPass, Pass } from "./pass/pass.js";
import { type Diagnostic, InputError } from "./support/diagnostic.js";

/** A module's text: bytes, or a string that is taken as UTF-8. */
export type ModuleText = string | Uint8Array;

/** Which names may stand in pipeline text beside kextir's own. */
export interface PipelineNames {
  /** Passes of your own, made with `definePass`. */
  readonly passes?: readonly Pass[];
  /** Pipelines of your own, as pipeline text by name. */
  readonly pipelines?: Readonly<Record<string, string>>;
}

/** What `runPasses` did. */
export interface PassesOutcome {
  /** The module's text. */
  readonly output: Buffer;
  /** Whether a pass changed anything. */
  readonly changed: boolean;
  /** What was wrong with the input and what the passes reported, in order; no errors among them. */
  readonly diagnostics: readonly Diagnostic[];
  /** Pass by pass, with what it counted. */
  readonly results: readonly PassResult[];
}

export interface CompileOutcome {
  readonly diagnostics: readonly Diagnostic[];
  /** What clang said although it did its work. */
  readonly clangOutput: string;
}

/** Where the object goes, what clang to use and how; `places` says where programs are looked for. */
export type CompileOptions = Omit<CompileModuleOptions, "report"> & PipelineNames & {
  /** Pipeline text; `kext` when absent. */
  readonly pipeline?: string;
};

/**
 * Reads a module of textual LLVM IR.
 *
 * @throws InputError for what is no IR, or cut off.
 */
export function parseModule(text: ModuleText): Module {
  const { module, problems } = readModule(text);
  const errors = problems.filter(({ severity }) => severity === "error");
  if (errors.length > 0) throw new InputError(...errors);
  return module;
}

/** A module's text as it is now: what was read, but for what was changed. */
export function printModule(module: Module): Buffer {
  return Buffer.concat([...module.print()]);
}

/**
 * Runs the passes that pipeline text names, `kext` by default, on a module's text.
 *
 * @throws InputError when the text is no IR or cut off, or a pass reports an error.
 * @throws UsageError for an unknown pass or option.
 */
export function runPasses(text: ModuleText, pipeline: string = DEFAULT_PIPELINE, names: PipelineNames = {}): PassesOutcome {
  const configured = choosePasses(pipeline, names);
  const { module, problems } = readModule(text);
  const errors = problems.filter(({ severity }) => severity === "error");
  if (configured.length > 0 && errors.length > 0) throw new InputError(...errors);
  const results = runPassManager(module, configured);
  return {
    output: printModule(module),
    changed: module.changes > 0,
    // Nothing is asked of a text that no pass looks at.
    diagnostics: [...problems.map((problem) => ({ ...problem, severity: "warning" as const })), ...results.flatMap(({ diagnostics }) => diagnostics)],
    results,
  };
}

/**
 * Runs passes on a module's text, compiles it with `clang -mkernel`, and checks the
 * object: one with a red-zone access or a floating-point instruction is not written.
 *
 * @throws InputError when the input or the object is wrong.
 * @throws UsageError for an unknown pass, option or program.
 * @throws ToolError when a tool is missing or fails.
 */
export async function compile(text: ModuleText, options: CompileOptions): Promise<CompileOutcome> {
  const { pipeline = DEFAULT_PIPELINE, passes: own = [], pipelines: named = {}, ...rest } = options;
  const configured = choosePasses(pipeline, { passes: own, pipelines: named });
  const diagnostics: Diagnostic[] = [];
  const clangOutput = await compileModule(parseModule(text), configured, { ...rest, report: (diagnostic) => diagnostics.push(diagnostic) });
  return { diagnostics, clangOutput };
}

function choosePasses(pipeline: string, names: PipelineNames): ConfiguredPass[] {
  return configurePipeline(pipeline, { passes: [...passes, ...(names.passes ?? [])], pipelines: { ...pipelines, ...names.pipelines } });
}

function readModule(text: ModuleText): { readonly module: Module; readonly problems: readonly Diagnostic[] } {
  const module = new Module(bytesOf(text));
  const nonText = describeNonText(module);
  if (nonText === undefined) return { module, problems: moduleProblems(module) };
  throw new InputError({ severity: "error", code: "not-ir", message: `this is ${nonText}, not the text of LLVM IR` });
}

function bytesOf(text: ModuleText): Buffer {
  if (typeof text === "string") return Buffer.from(text);
  return Buffer.from(text.buffer, text.byteOffset, text.byteLength);
}

export { passes, pipelines };

// The model of a module.
export { Module } from "./ir/module.js";
export { Entity } from "./ir/entity.js";
export { Function } from "./ir/function.js";
export { GlobalValue } from "./ir/global-value.js";
export { AttributeGroup } from "./ir/attribute-group.js";
export { EntityKind } from "./asm/entity-kind.js";
export { type Attribute, enumAttribute, stringAttribute } from "./asm/attributes.js";
export { type AttributeChange, changeFunctionAttributes } from "./ir/attribute-change.js";
export { Lexer, Token } from "./asm/lexer.js";
export { type CallSite, callsIn } from "./asm/calls.js";

// Passes and pipelines; `z` makes the schemas of their options.
export * as z from "zod/mini";
export { type ConfiguredPass, definePass, type Pass, type PassContext } from "./pass/pass.js";
export type { PassInstrumentation, PassResult } from "./pass/pass-manager.js";
export { type OptionSpec, type PassSpec, parsePipeline, printPipeline } from "./pass/pipeline.js";

// What is reported, and what is thrown.
export { type Diagnostic, InputError, type Severity, type Span, UsageError } from "./support/diagnostic.js";
export { InternalError } from "./support/invariant.js";
export { ToolError } from "./toolchain/tool-error.js";
export type { SearchPlaces } from "./toolchain/find.js";
export type { OptimizationLevel } from "./toolchain/clang.js";
