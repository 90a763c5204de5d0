import type { Module } from "../ir/module.js";
import { type PassInstrumentation, type PassResult, runPassManager } from "../pass/pass-manager.js";
import type { ConfiguredPass } from "../pass/pass.js";
import type { Diagnostic } from "../support/diagnostic.js";

/** What is done around each pass. */
export interface PassSurroundings {
  readonly instrumentation?: PassInstrumentation;
  /** Waited for before a pass; what it returns is run. */
  readonly prepare?: (pass: ConfiguredPass, module: Module) => Promise<ConfiguredPass>;
  /** Waited for before the first pass, without a result, and after each. What it throws ends the work. */
  readonly verify?: (module: Module, result?: PassResult) => Promise<void>;
}

/**
 * Runs passes on a module and reports what they say as they say it.
 *
 * @throws InputError when a pass reports an error.
 */
export async function runReportingPasses(
  module: Module,
  passes: readonly ConfiguredPass[],
  { instrumentation = {}, prepare, verify }: PassSurroundings,
  report: (diagnostic: Diagnostic) => void,
): Promise<readonly PassResult[]> {
  const instruments = reporting(instrumentation, report);
  if (prepare === undefined && verify === undefined) return runPassManager(module, passes, instruments);

  await verify?.(module);
  const results: PassResult[] = [];
  for (const [index, configured] of passes.entries()) {
    // One at a time, for there is something to wait for in between; each is told its place in the whole.
    const pass = (await prepare?.(configured, module)) ?? configured;
    const [result] = runPassManager(module, [pass], {
      beforePass: (current, at) => instruments.beforePass?.(current, at, index),
      afterPass: (done, at) => instruments.afterPass?.(done, at, index),
    });
    if (result === undefined) continue;
    results.push(result);
    await verify?.(module, result);
  }
  return results;
}

function reporting(instrumentation: PassInstrumentation, report: (diagnostic: Diagnostic) => void): PassInstrumentation {
  return {
    beforePass: (pass, module, index) => instrumentation.beforePass?.(pass, module, index),
    afterPass: (result, module, index) => {
      for (const diagnostic of result.diagnostics) report(diagnostic);
      instrumentation.afterPass?.(result, module, index);
    },
  };
}
