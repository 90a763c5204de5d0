import { ENVIRONMENT_FOR_CLANG, type CompileOptions } from "./clang.js";
import { runTool } from "./run.js";

/** Text of another language than IR, with its includes and macros worked in. */
export type PreprocessedLanguage = NonNullable<CompileOptions["language"]>;

/** What clang calls a file of C, C++ or assembly when it is preprocessed, by the end of its name; undefined for others. */
export function languageOf(file: string): PreprocessedLanguage | undefined {
  if (file.endsWith(".c")) return "cpp-output";
  if (/\.(?:cc|cpp|cxx|C)$/.test(file)) return "c++-cpp-output";
  return /\.[sS]$/.test(file) ? "assembler" : undefined;
}

/**
 * Preprocesses a source file as for a kernel: what comes out is all that its object depends on.
 *
 * @throws ToolError when clang fails.
 */
export async function preprocess(clang: string, file: string, target: string, extraArgs: readonly string[]): Promise<Uint8Array> {
  const { stdout } = await runTool(clang, ["-target", target, "-mkernel", "-ffreestanding", ...extraArgs, "-E", file], {
    wanted: `preprocess ${file}`,
    env: ENVIRONMENT_FOR_CLANG,
  });
  return stdout;
}
