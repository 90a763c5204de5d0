// Passes, clang, the object check: what `kextir compile` does with a module.

import { readKernelAttributes } from "../ir/kernel-attributes.js";
import type { Module } from "../ir/module.js";
import { moduleTriple } from "../ir/target-line.js";
import { parseTriple } from "../ir/triple.js";
import type { ConfiguredPass } from "../pass/pass.js";
import { InputError } from "../support/diagnostic.js";
import { Answers } from "../toolchain/answers.js";
import { probeKernelAttributes } from "../toolchain/probe.js";
import type { ChosenClang } from "../toolchain/rank.js";
import { bridgeNote, readerOf, refuseUnreadable, withBridge } from "./bridge.js";
import { fitLayout, withOptions } from "./fit-layout.js";
import { compileKernelObject, findClang, type KernelObjectOptions } from "./kernel-object.js";
import { runReportingPasses } from "./run-passes.js";

export interface CompileModuleOptions extends Omit<KernelObjectOptions, "ir" | "module" | "target" | "clang"> {
  /** The triple to compile for; the module's own after the passes when absent. */
  readonly target?: string | undefined;
  /** A clang by path or name; the newest when absent. */
  readonly clang?: string | undefined;
  /** LLVM major release of the module's producer, where known. */
  readonly producer?: number | undefined;
  /** Whether the module is rewritten where the clang is older than what wrote it; so when absent. */
  readonly isBridged?: boolean;
}

/**
 * Runs passes on a module and compiles it as `compileKernelObject` does.
 *
 * @returns what clang said although it did its work.
 * @throws InputError when a pass reports an error, the module is for no Mach-O
 *   target, the object is not fit for a kernel or cannot be written.
 * @throws UsageError when `clang` names no program.
 * @throws ToolError when there is no clang, or a tool fails.
 */
export async function compileModule(module: Module, passes: readonly ConfiguredPass[], options: CompileModuleOptions): Promise<string> {
  const clang = await findClang(options.clang, options.producer, options.places);
  const target = await runPassesFor(clang, module, passes, options);
  return compileKernelObject({ ...options, ir: module.print(), module, target, clang: clang.file });
}

/**
 * Runs passes on a module that a clang is to compile, those that rewrite it for that
 * clang included. Gives the triple to compile for. Throws as `compileModule` does.
 */
export async function runPassesFor(
  clang: ChosenClang, module: Module, passes: readonly ConfiguredPass[], options: Pick<CompileModuleOptions, "places" | "target" | "isBridged" | "report" | "signal">,
): Promise<string> {
  const { report, isBridged = true, signal } = options;
  const reader = isBridged ? await readerOf(clang.file, options.places, signal) : undefined;
  if (reader === undefined && clang.warning !== undefined) report(clang.warning);
  const compiler = reader?.clang ?? { file: clang.file, answers: await Answers.of(clang.file, options.places.cacheFolder) };
  const prepare = async (pass: ConfiguredPass, current: Module): Promise<ConfiguredPass> =>
    fitToCompilation(await fitLayout(pass, current, compiler, options.target, signal), current, clang.file, options.target);
  const results = await runReportingPasses(module, reader === undefined ? passes : withBridge(passes, reader), { prepare }, report);
  if (reader !== undefined) {
    const note = bridgeNote(results, reader);
    if (note !== undefined) report(note);
    await refuseUnreadable(module, reader, signal);
  }
  const target = options.target ?? tripleOf(module);
  refuseOtherFormats(target);
  return target;
}

/** Tells a pass what it can know only because the module is compiled right away. */
async function fitToCompilation(configured: ConfiguredPass, module: Module, clang: string, target: string | undefined): Promise<ConfiguredPass> {
  const { pass, text } = configured;
  // What the pipeline's text says of the triple goes before.
  if (pass.name === "retarget" && text === pass.name && target !== undefined) return withOptions(configured, { triple: target });
  if (pass.name !== "kernel-attributes") return configured;
  const triple = target === undefined ? moduleTriple(module) : parseTriple(target);
  // The pass's own table has macOS on x86_64 as every clang has it; for the rest this clang is asked.
  if (triple === undefined || !triple.isMachO || triple.architecture === "x86_64") return configured;
  return withOptions(configured, { attributes: readKernelAttributes(await probeKernelAttributes(clang, triple.text)) });
}

function tripleOf(module: Module): string {
  const triple = moduleTriple(module);
  if (triple !== undefined) return triple.text;
  throw new InputError({
    severity: "error",
    code: "no-triple",
    message: "the module names no target triple",
    fix: "give one, as --target=x86_64-apple-macosx10.15",
  });
}

// -mkernel means Apple's kernel, and only Mach-O objects can be checked.
function refuseOtherFormats(target: string): void {
  if (parseTriple(target).isMachO) return;
  throw new InputError({
    severity: "error",
    code: "not-macho",
    message: `code for '${target}' is no Mach-O object, as a kernel extension needs`,
    fix: "run the pass retarget, or give --target=x86_64-apple-macosx10.15",
  });
}
