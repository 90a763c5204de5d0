import { Module } from "../ir/module.js";
import { type Diagnostic, InputError } from "../support/diagnostic.js";
import type { ConfiguredPass } from "./pass.js";

/** What one pass did. */
export interface PassResult {
  readonly pass: ConfiguredPass;
  readonly changed: boolean;
  readonly diagnostics: readonly Diagnostic[];
  /** Statistics in the order they were first counted. */
  readonly counts: ReadonlyMap<string, number>;
}

/** Hooks between the passes: timing, printing, verifying and bisecting hang here. */
export interface PassInstrumentation {
  /** Called before a pass; false skips it. */
  beforePass?(pass: ConfiguredPass, module: Module, index: number): boolean | void;
  afterPass?(result: PassResult, module: Module, index: number): void;
}

/**
 * Runs the passes in order on `module`, each on what the ones before left. Throws
 * InputError, with all errors of the pass, when a pass reports one; later passes
 * do not run then.
 */
export function runPassManager(
  module: Module,
  passes: readonly ConfiguredPass[],
  instrumentation: PassInstrumentation = {},
): PassResult[] {
  const results: PassResult[] = [];
  for (const [index, configured] of passes.entries()) {
    if (instrumentation.beforePass?.(configured, module, index) === false) continue;
    const result = runPass(module, configured);
    results.push(result);
    instrumentation.afterPass?.(result, module, index);
    const errors = result.diagnostics.filter(({ severity }) => severity === "error");
    if (errors.length > 0) throw new InputError(...errors);
  }
  return results;
}

function runPass(module: Module, configured: ConfiguredPass): PassResult {
  const { pass, options, signature } = configured;
  const diagnostics: Diagnostic[] = [];
  const counts = new Map<string, number>();
  const before = module.changes;
  module.author = signature;
  try {
    pass.run(module, options, {
      report: (diagnostic) => diagnostics.push({ ...diagnostic, pass: pass.name }),
      count: (what, by = 1) => counts.set(what, (counts.get(what) ?? 0) + by),
    });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    diagnostics.push(...error.diagnostics.map((diagnostic) => ({ ...diagnostic, pass: pass.name })));
  }
  return { pass: configured, changed: module.changes !== before, diagnostics, counts };
}
