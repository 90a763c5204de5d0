// From a module's text to a checked object.

import { symbolRules } from "../audit/rules/symbols.js";
import { type AuditSettings, defaultSettings } from "../audit/settings.js";
import type { Module } from "../ir/module.js";
import { type Diagnostic, InputError } from "../support/diagnostic.js";
import { compileObject, type OptimizationLevel } from "../toolchain/clang.js";
import { missingTool, programAt, type SearchPlaces } from "../toolchain/find.js";
import { type ChosenClang, chooseClang } from "../toolchain/rank.js";
import type { ToolInput } from "../toolchain/run.js";
import { auditObjectFile } from "./audit-object-file.js";
import { findingDiagnostics } from "./finding-diagnostics.js";

export interface KernelObjectOptions {
  /** The module's text after the passes. */
  readonly ir: ToolInput;
  /** The triple to compile for, as in `x86_64-apple-macosx10.15`. */
  readonly target: string;
  /** The object's path. */
  readonly output: string;
  readonly places: SearchPlaces;
  /** The clang to run, as `findClang` gives it. */
  readonly clang: string;
  /** `2` when absent. */
  readonly optimizationLevel?: OptimizationLevel | undefined;
  /** Passes `-g` to clang. */
  readonly debugInfo?: boolean;
  /** Further arguments for clang. */
  readonly clangArgs?: readonly string[];
  /** Whether the object is read back, and refused where it is unfit for a kernel; so when absent. */
  readonly isChecked?: boolean;
  /** What the configuration says of the audit's rules. */
  readonly audit?: AuditSettings | undefined;
  /** The module that `ir` is the text of, which tells where calls of a runtime library come from. */
  readonly module?: Module;
  /** Told of everything that is not an error; an exception of its own keeps the object from its place. */
  readonly report: (diagnostic: Diagnostic) => void;
  /** Called when the object is made and checked, right before it takes its place. */
  readonly beforeCommit?: () => void;
  readonly signal?: AbortSignal;
}

/**
 * Compiles a module with `clang -mkernel` and audits the object: one in which a rule
 * finds an error never takes its place.
 * What clang says although it did its work is returned.
 *
 * @throws InputError with every error of the check; and where `output` cannot be written.
 * @throws ToolError when a tool fails.
 */
export async function compileKernelObject(options: KernelObjectOptions): Promise<string> {
  const { clang, ir, target, output, report, isChecked = true } = options;
  const { stderr, diagnostics } = await compileObject({
    clang,
    ir,
    target,
    output,
    optimizationLevel: options.optimizationLevel ?? DEFAULT_LEVEL,
    debugInfo: options.debugInfo ?? false,
    extraArgs: options.clangArgs ?? [],
    check: async (object) => {
      if (isChecked) await check(object, options);
      options.beforeCommit?.();
    },
    ...(options.signal === undefined ? {} : { signal: options.signal }),
  });
  for (const diagnostic of diagnostics) report(diagnostic);
  return stderr;
}

// clang's own for IR is -O0, which leaves every value in memory.
const DEFAULT_LEVEL: OptimizationLevel = "2";

/**
 * The clang to compile with: the one that the user named, by path or name, else the newest.
 *
 * @param producer LLVM major release of the module's producer, where known.
 * @throws UsageError when `named` names no program.
 * @throws ToolError when there is no clang.
 */
export async function findClang(named: string | undefined, producer: number | undefined, places: SearchPlaces): Promise<ChosenClang> {
  const file = named === undefined ? undefined : programAt(named, "--clang", places);
  const chosen = await chooseClang(places, producer, file);
  if (chosen === undefined) throw missingTool("clang", "compile the module", places, producer);
  return chosen;
}

/** What one object needs, others that it is linked with may have: of that only the whole kext can be refused. */
const LEFT_TO_THE_LINKER: AuditSettings["rules"] = Object.fromEntries(
  symbolRules.filter(({ severity }) => severity === "error").map(({ code }) => [code, { severity: "warning" }]),
);

async function check(object: Uint8Array, { audit = defaultSettings, module, places, report }: KernelObjectOptions): Promise<void> {
  const others = { kernel: { lists: [] }, ...(module && { module }) };
  const { findings } = await auditObjectFile(object, { ...audit, rules: { ...LEFT_TO_THE_LINKER, ...audit.rules } }, places, others);
  const found = findingDiagnostics(findings);
  const errors = found.filter(({ severity }) => severity === "error");
  for (const diagnostic of found) if (diagnostic.severity !== "error") report(diagnostic);
  if (errors.length > 0) throw new InputError(...errors);
}
