import { readFile, realpath, rename, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InputError, type Diagnostic } from "../support/diagnostic.js";
import { runTool, type ToolInput } from "./run.js";
import { makeTemporaryFolder } from "./temporary-folder.js";
import { ToolError } from "./tool-error.js";

export type OptimizationLevel = "0" | "1" | "2" | "3" | "s" | "z";

export interface CompileOptions {
  /** The clang to run. */
  readonly clang: string;
  /** The module's text (or bitcode), as bytes or in chunks; text of `language` where one is named. */
  readonly ir: ToolInput;
  /** Of what `ir` is text where it is no IR, as clang's `-x` names it. */
  readonly language?: "cpp-output" | "c++-cpp-output" | "assembler";
  /** As in `x86_64-apple-macosx10.15`: without one, clang would compile for the machine it runs on. */
  readonly target: string;
  /** Without one, clang compiles IR as with -O0. */
  readonly optimizationLevel: OptimizationLevel;
  /** Passes `-g`. Debug info that the module holds is kept without it, too. */
  readonly debugInfo?: boolean;
  /** Handed to clang as they are, behind kextir's own. */
  readonly extraArgs?: readonly string[];
  /** The object's path. */
  readonly output: string;
  /** Sees the finished object before it takes its place; what it throws keeps it from doing so. */
  readonly check?: (object: Uint8Array) => void | Promise<void>;
  readonly signal?: AbortSignal;
}

export interface CompiledObject {
  /** What clang said although it did its work, as it said it. */
  readonly stderr: string;
  /** What of that must not be overlooked. */
  readonly diagnostics: readonly Diagnostic[];
}

/**
 * Compiles IR with `clang -mkernel` into an object. The object is made in a
 * temporary folder beside `output` and renamed when it is whole and checked: until
 * then the old file stays as it was, and a failure leaves nothing behind. Its bytes
 * do not depend on where it is made.
 *
 * @throws ToolError when clang fails.
 * @throws InputError when nothing can be written at `output`.
 * @throws what `check` and `ir` throw.
 */
export async function compileObject(options: CompileOptions): Promise<CompiledObject> {
  const { output } = options;
  const place = await writing(output, placeOf(output));
  const folder = await writing(output, makeTemporaryFolder(place.isRenamable ? place.path : join(tmpdir(), "kextir.o")));
  try {
    const made = join(folder.path, "module.o");
    const stderr = await runClang(options, made);
    const object = await readFile(made).catch((cause: unknown) => {
      const failure = { kind: "no-output" } as const;
      throw new ToolError({ program: options.clang, args: argumentsOf(options, output), wanted: wantedOf(options), failure, stderr, cause });
    });
    await options.check?.(object);
    options.signal?.throwIfAborted();
    await writing(output, place.isRenamable ? rename(made, place.path) : writeFile(place.path, object));
    return { stderr, diagnostics: overlookedWarnings(stderr) };
  } finally {
    folder.remove();
  }
}

async function runClang(options: CompileOptions, made: string): Promise<string> {
  const { stderr } = await runTool(options.clang, argumentsOf(options, made), {
    wanted: wantedOf(options),
    shownArgs: argumentsOf(options, options.output),
    fix: options.language === undefined ? "lines of <stdin> are lines of the IR after the passes: 'kextir run' with the same passes shows it" : undefined,
    input: options.ir,
    env: ENVIRONMENT_FOR_CLANG,
    signal: options.signal,
  });
  return stderr;
}

function argumentsOf(options: CompileOptions, output: string): readonly string[] {
  const { target, language, optimizationLevel, debugInfo = false, extraArgs = [] } = options;
  const input = ["-target", target, "-mkernel", ...(language === undefined ? ["-x", "ir", "-Wno-override-module"] : ["-x", language, "-ffreestanding"])];
  const code = [`-O${optimizationLevel}`, ...(debugInfo ? ["-g"] : [])];
  return [...input, ...code, ...extraArgs, "-c", "-o", output, "-"];
}

function wantedOf({ target }: CompileOptions): string {
  return `compile the module for ${target}`;
}

/**
 * Takes out of clang's environment what would change what it makes of the same input
 * and options.
 */
export const ENVIRONMENT_FOR_CLANG: Readonly<Record<string, string | undefined>> = {
  // Overrides the version in a triple that names none.
  MACOSX_DEPLOYMENT_TARGET: undefined,
  IPHONEOS_DEPLOYMENT_TARGET: undefined,
  SDKROOT: undefined,
  // Edits the command line.
  CCC_OVERRIDE_OPTIONS: undefined,
  CCC_ADD_ARGS: undefined,
  CL: undefined,
  _CL_: undefined,
  COMPILER_PATH: undefined,
  // From clang 16 on, a file beside clang or in the home folder adds options.
  CLANG_NO_DEFAULT_CONFIG: "1",
};

interface Place {
  readonly path: string;
  /** Whether a file can be renamed to here: not where a device or a pipe stands. */
  readonly isRenamable: boolean;
}

async function placeOf(output: string): Promise<Place> {
  try {
    // A link stays a link: what it leads to is replaced.
    const path = await realpath(output);
    const found = await stat(path);
    if (found.isDirectory()) throw cannotWrite(output, "EISDIR");
    return { path, isRenamable: found.isFile() };
  } catch (error) {
    if (isSystemError(error) && error.code === "ENOENT") return { path: output, isRenamable: true };
    throw error;
  }
}

// Failures of the system while the object is put in its place are the user's to mend.
async function writing<T>(output: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw isSystemError(error) ? cannotWrite(output, error.code) : error;
  }
}

function overlookedWarnings(stderr: string): readonly Diagnostic[] {
  if (!/\bignoring (?:invalid debug info|debug info with an invalid version)\b/.test(stderr)) return [];
  return [
    {
      severity: "warning",
      code: "debug-info-dropped",
      message: "clang found the module's debug info invalid and dropped all of it",
      notes: ["the object has no line numbers, and clang still exits with 0"],
      fix: "llvm-as on the IR after the passes says which entry is invalid",
    },
  ];
}

function isSystemError(error: unknown): error is Error & { readonly code: string } {
  return error instanceof Error && "syscall" in error && "code" in error && typeof error.code === "string";
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: "permission denied",
  EPERM: "operation not permitted",
  EISDIR: "it is a directory",
  ENOENT: "its directory does not exist",
  ENOTDIR: "a part of its path is not a directory",
  ENOSPC: "no space left on the device",
  EROFS: "the file system is read-only",
};

function cannotWrite(output: string, code: string): InputError {
  return new InputError({
    severity: "error",
    code: "cannot-write",
    message: `cannot write '${output}': ${REASONS[code] ?? code}`,
  });
}
