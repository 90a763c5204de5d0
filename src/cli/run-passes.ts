import type { Module } from "../ir/module.js";
import { type PassInstrumentation, type PassResult, runPassManager } from "../pass/pass-manager.js";
import type { ConfiguredPass } from "../pass/pass.js";
import { InputError } from "../support/diagnostic.js";
import type { Reporter } from "./reporter.js";

/**
 * Runs passes on a module and reports what they say as they say it. With
 * `isVerified`, llvm-as reads the module before the first one and after each.
 *
 * @throws InputError when a pass reports an error, or llvm-as refuses the module.
 */
export async function runPasses(
  module: Module,
  passes: readonly ConfiguredPass[],
  instrumentation: PassInstrumentation,
  isVerified: boolean,
  reporter: Reporter,
): Promise<readonly PassResult[]> {
  const reporting: PassInstrumentation = {
    beforePass: (pass, current, index) => instrumentation.beforePass?.(pass, current, index),
    afterPass: (result, current, index) => {
      for (const diagnostic of result.diagnostics) reporter.report(diagnostic);
      instrumentation.afterPass?.(result, current, index);
    },
  };
  if (!isVerified) return runPassManager(module, passes, reporting);

  await verify(module, "the input");
  const results: PassResult[] = [];
  for (const [index, pass] of passes.entries()) {
    // One at a time, for llvm-as is waited for in between; each is told its place in the whole.
    const placed: PassInstrumentation = {
      beforePass: (configured, current) => reporting.beforePass?.(configured, current, index),
      afterPass: (result, current) => reporting.afterPass?.(result, current, index),
    };
    const [result] = runPassManager(module, [pass], placed);
    if (result === undefined) continue;
    results.push(result);
    if (result.changed) await verify(module, `the module after pass '${pass.pass.name}'`);
  }
  return results;
}

async function verify(module: Module, what: string): Promise<void> {
  const { verifyModule, searchPlaces } = await import("./lazy.js");
  const refusal = await verifyModule([...module.print()], searchPlaces());
  if (refusal !== undefined) throw new InputError({ ...refusal, message: `${what} is invalid: ${refusal.message}` });
}
