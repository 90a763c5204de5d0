import type { Answers } from "./answers.js";
import { runTool } from "./run.js";
import { ToolError } from "./tool-error.js";

/**
 * Asks a clang which LLVM's text it reads, by feeding it modules of one feature
 * each, newest first. This is how to know it of Apple's clang, whose version
 * number is not LLVM's.
 *
 * @returns the newest of the releases 22, 19, 16 and 15 whose features it reads; 14 when none.
 * @throws ToolError when it cannot be run, or reads no module at all.
 */
export async function probeDialect(clang: string, signal?: AbortSignal): Promise<number> {
  for (const { since, module } of FEATURES) {
    if (await reads(clang, module, signal)) return since;
  }
  await ask(clang, "declare void @f()\n", signal);
  return 14;
}

/** The same, asked once for all of a program. */
export async function knownDialect(clang: string, answers: Answers, signal?: AbortSignal): Promise<number> {
  const known = answers.get(DIALECT);
  if (typeof known === "number") return known;
  const dialect = await probeDialect(clang, signal);
  await answers.keep({ [DIALECT]: dialect });
  return dialect;
}

const DIALECT = "dialect";

// One feature a module, for the parser stops at the first error. The releases are
// those measured; the features may have come one or two releases earlier.
const FEATURES: readonly { readonly since: number; readonly module: string }[] = [
  { since: 22, module: "declare void @f(i8* dead_on_return)\n" },
  { since: 19, module: "declare void @f(i32 range(i32 0, 5))\n" },
  { since: 16, module: "declare void @f() memory(none)\n" },
  { since: 15, module: "declare void @f(i8* allocptr)\n" },
];

async function reads(clang: string, module: string, signal: AbortSignal | undefined): Promise<boolean> {
  try {
    await ask(clang, module, signal);
    return true;
  } catch (error) {
    if (error instanceof ToolError && error.exitCode !== undefined) return false;
    throw error;
  }
}

async function ask(clang: string, module: string, signal: AbortSignal | undefined): Promise<void> {
  const args = ["-target", "x86_64-apple-macosx10.15", "-Wno-override-module", "-x", "ir", "-S", "-emit-llvm", "-o", "-", "-"];
  await runTool(clang, args, { wanted: "say whether it reads a module", input: Buffer.from(module), timeoutSeconds: 30, signal });
}
