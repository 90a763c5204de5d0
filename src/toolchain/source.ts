import { ENVIRONMENT_FOR_CLANG, type CompileOptions } from "./clang.js";
import { runTool } from "./run.js";

/** A source file whose includes and macros are worked in: all that its object depends on. */
export interface PreprocessedSource {
  readonly text: Uint8Array;
  readonly language: NonNullable<CompileOptions["language"]>;
}

/** What clang calls a file of C, C++ or assembly when it is preprocessed, by the end of its name; undefined for others. */
export function languageOf(file: string): PreprocessedSource["language"] | undefined {
  if (file.endsWith(".c")) return "cpp-output";
  if (/\.(?:cc|cpp|cxx|C)$/.test(file)) return "c++-cpp-output";
  return /\.[sS]$/.test(file) ? "assembler" : undefined;
}

/**
 * Preprocesses a source file as for a kernel.
 *
 * @throws ToolError when clang fails.
 */
export async function preprocess(clang: string, file: string, language: PreprocessedSource["language"], target: string, extraArgs: readonly string[]): Promise<PreprocessedSource> {
  const { stdout } = await runTool(clang, ["-target", target, "-mkernel", "-ffreestanding", ...extraArgs, "-E", file], {
    wanted: `preprocess ${file}`,
    env: ENVIRONMENT_FOR_CLANG,
  });
  return { text: stdout, language };
}
