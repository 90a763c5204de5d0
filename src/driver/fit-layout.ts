import type { Module } from "../ir/module.js";
import { moduleTriple } from "../ir/target-line.js";
import type { ConfiguredPass } from "../pass/pass.js";
import type { Answers } from "../toolchain/answers.js";
import { probeDataLayout } from "../toolchain/probe.js";

/** Who lays the module's types out: a clang with what is known of it, or an LLVM release. */
export type Compiler = { readonly file: string; readonly answers: Answers } | number;

/**
 * Tells pin-layout of the compiler, unless the pipeline's text did. A clang is asked for
 * its data layout once.
 *
 * @param target the triple to compile for; the module's own when absent.
 * @throws ToolError when the clang does not know the target.
 */
export async function fitLayout(
  configured: ConfiguredPass, module: Module, compiler: Compiler, target: string | undefined, signal?: AbortSignal,
): Promise<ConfiguredPass> {
  if (configured.text !== "pin-layout") return configured;
  if (typeof compiler === "number") return withOptions(configured, { llvm: compiler });
  const triple = target ?? moduleTriple(module)?.text;
  const layout = triple === undefined ? undefined : await knownLayout(compiler, triple, signal);
  return layout === undefined ? configured : withOptions(configured, { layout });
}

/** The pass with further options. */
export function withOptions(configured: ConfiguredPass, more: object): ConfiguredPass {
  return { ...configured, options: { ...(configured.options as object), ...more } };
}

async function knownLayout({ file, answers }: Exclude<Compiler, number>, triple: string, signal: AbortSignal | undefined): Promise<string | undefined> {
  const question = `data layout of ${triple}`;
  const known = answers.get(question);
  if (typeof known === "string") return known;
  const layout = await probeDataLayout(file, triple, signal);
  if (layout !== undefined) await answers.keep({ [question]: layout });
  return layout;
}
