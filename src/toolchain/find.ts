// Finds clang, LLVM's tools and rustc. Where to look is given: the environment is
// the command line's to read.

import { accessSync, constants, readdirSync, realpathSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { UsageError } from "../support/diagnostic.js";
import { installCommand, installerOf } from "./install.js";
import { runTool } from "./run.js";
import { ToolError } from "./tool-error.js";
import { parseLlvmVersion, parseRustcVersion, type LlvmVersion, type RustcVersion } from "./version.js";

/** Where programs are looked for. */
export interface SearchPlaces {
  /** The PATH variable. */
  readonly path: string;
  readonly platform: NodeJS.Platform;
  /**
   * Folders that hold LLVM releases side by side, as `/usr/lib` holds
   * `llvm-22/bin`. Absent: those of Debian and Homebrew.
   */
  readonly llvmParents?: readonly string[];
  /** Where what was learned of programs is kept; nowhere when absent. */
  readonly cacheFolder?: string | undefined;
}

export type LlvmToolName = "clang" | "llvm-dis" | "llvm-as" | "llvm-objdump" | "llvm-symbolizer" | "dsymutil" | "opt" | "ld.lld";

/** The machine that `kextir boot` runs kexts in. */
export const QEMU = "qemu-system-x86_64";

/** A program of the LLVM family that is here and said its version. */
export interface LlvmTool {
  readonly name: LlvmToolName;
  /** Absolute path, as found: links are not resolved. */
  readonly file: string;
  readonly version: LlvmVersion;
}

/** A rustc that is here and said its version. */
export interface Rustc {
  readonly file: string;
  readonly version: RustcVersion;
}

/** A program that is here but did not say what it is. */
export interface UnusableTool {
  readonly file: string;
  readonly reason: string;
}

export interface Found<Tool> {
  readonly tools: readonly Tool[];
  readonly unusable: readonly UnusableTool[];
}

/**
 * Finds every program of that name, each once, without running any of them: first
 * the one that Xcode has selected (macOS), then the plain name on the PATH, then the
 * numbered names there and in folders of LLVM releases, newest first.
 */
export async function findLlvmPrograms(name: LlvmToolName, places: SearchPlaces): Promise<readonly string[]> {
  return distinct([...(await selectedByXcode(name, places)), ...programsNamed(name, places)]);
}

/** Finds the same programs and asks each for its version. */
export async function findLlvmTools(name: LlvmToolName, places: SearchPlaces): Promise<Found<LlvmTool>> {
  const files = await findLlvmPrograms(name, places);
  return askAll(files, async (file) => ({ name, file, version: await llvmVersionOf(file) }));
}

/** Finds every rustc on the PATH, in its order. */
export async function findRustcs(places: SearchPlaces): Promise<Found<Rustc>> {
  return askAll(distinct(programsNamed("rustc", places)), async (file) => ({ file, version: await rustcVersionOf(file) }));
}

/**
 * The program at a path or of a name that the user gave with an option, as in
 * `--clang=clang-22`.
 *
 * @throws UsageError naming `option` when no program is there.
 */
export function programAt(given: string, option: string, places: SearchPlaces): string {
  const file = given.includes("/") ? resolve(given) : findProgram(given, places);
  if (file === undefined || !isProgram(file)) {
    throw new UsageError(
      `${option}: there is no program '${given}'`,
      "name an existing program, or leave the option out to have one found",
    );
  }
  return file;
}

/** The program of exactly that name on the PATH; undefined where there is none. */
export function findProgram(name: string, places: SearchPlaces): string | undefined {
  return pathFolders(places).map((folder) => join(folder, name)).find(isProgram);
}

/** The error for a tool of which none is here. */
export function missingTool(name: LlvmToolName | "rustc" | typeof QEMU, wanted: string, places: SearchPlaces, major?: number): ToolError {
  const part = name === "clang" || name === "rustc" ? name : name === "ld.lld" ? "lld" : name === QEMU ? "qemu" : "llvm";
  return new ToolError({
    program: name,
    args: [],
    wanted,
    failure: { kind: "not-found" },
    fix: installCommand(part, installerOf(places), major),
  });
}

/**
 * Asks an LLVM program which LLVM it is.
 *
 * @throws ToolError when it fails or names no version.
 */
export async function llvmVersionOf(file: string): Promise<LlvmVersion> {
  const version = parseLlvmVersion(await ask(file, ["--version"]));
  if (version === undefined) throw noVersion(file, ["--version"]);
  return version;
}

async function rustcVersionOf(file: string): Promise<RustcVersion> {
  const version = parseRustcVersion(await ask(file, ["-vV"]));
  if (version === undefined) throw noVersion(file, ["-vV"]);
  return version;
}

async function ask(file: string, args: readonly string[]): Promise<string> {
  const { stdout } = await runTool(file, args, { wanted: "say its version", timeoutSeconds: 10 });
  return new TextDecoder().decode(stdout);
}

function noVersion(program: string, args: readonly string[]): ToolError {
  const failure = { kind: "not-started", reason: "it names no version that kextir knows" } as const;
  return new ToolError({ program, args, wanted: "say its version", failure });
}

async function askAll<Tool>(files: readonly string[], question: (file: string) => Promise<Tool>): Promise<Found<Tool>> {
  const answers = await Promise.allSettled(files.map(question));
  const tools: Tool[] = [];
  const unusable: UnusableTool[] = [];
  for (const [index, answer] of answers.entries()) {
    if (answer.status === "fulfilled") tools.push(answer.value);
    else if (answer.reason instanceof ToolError) unusable.push({ file: files[index] ?? "", reason: answer.reason.message });
    else throw answer.reason;
  }
  return { tools, unusable };
}

// xcrun knows the Xcode that the user selected; it fails where none is installed.
async function selectedByXcode(name: string, places: SearchPlaces): Promise<readonly string[]> {
  if (places.platform !== "darwin") return [];
  const xcrun = findProgram("xcrun", places);
  if (xcrun === undefined) return [];
  try {
    const file = (await ask(xcrun, ["--find", name])).trim();
    return isProgram(file) ? [file] : [];
  } catch (error) {
    if (error instanceof ToolError) return [];
    throw error;
  }
}

function programsNamed(name: string, places: SearchPlaces): readonly string[] {
  const pattern = new RegExp(`^${name.replace(".", "\\.")}(?:-\\d[\\d.]*)?$`);
  const onPath = pathFolders(places).flatMap((folder) =>
    // Without Xcode, the programs in macOS's /usr/bin open a window that offers to
    // install it; with Xcode, xcrun has named the real one already.
    places.platform === "darwin" && folder === "/usr/bin" && name !== "rustc"
      ? []
      : entries(folder).filter((entry) => pattern.test(entry)).map((entry) => join(folder, entry)),
  );
  const beside = name === "rustc" ? [] : llvmFolders(places).map((folder) => join(folder, "bin", name));
  const plain = onPath.filter((file) => file.endsWith(`/${name}`));
  const numbered = [...onPath.filter((file) => !plain.includes(file)), ...beside];
  // Homebrew's unnumbered `llvm` is its newest.
  const order = (file: string): number => majorInPath(file) ?? Number.MAX_SAFE_INTEGER;
  numbered.sort((a, b) => order(b) - order(a));
  return [...plain, ...numbered].filter(isProgram);
}

function llvmFolders({ platform, llvmParents }: SearchPlaces): readonly string[] {
  const parents = llvmParents ?? (platform === "darwin" ? ["/opt/homebrew/opt", "/usr/local/opt"] : ["/usr/lib"]);
  return parents.flatMap((parent) =>
    entries(parent).filter((entry) => /^llvm(?:[-@]\d+)?$/.test(entry)).map((entry) => join(parent, entry)),
  );
}

/** The LLVM release in a program's name or its folder's, as in `clang-22` and `llvm-22/bin/clang`. */
export function majorInPath(file: string): number | undefined {
  const match = /-(\d{1,3})(?:\.\d+)*$/.exec(file) ?? /\/llvm[-@](\d{1,3})\/bin\/[^/]+$/.exec(file);
  return match ? Number(match[1]) : undefined;
}

function pathFolders({ path }: SearchPlaces): readonly string[] {
  // An empty part of PATH means the current folder, from which nobody wants a compiler.
  return path.split(":").filter((folder) => folder.startsWith("/"));
}

function entries(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

// `clang`, `clang-22` and `llvm-22/bin/clang` are often one file.
function distinct(files: readonly string[]): readonly string[] {
  const byTarget = new Map<string, string>();
  for (const file of files) {
    const target = realpathSync(file);
    if (!byTarget.has(target)) byTarget.set(target, file);
  }
  return [...byTarget.values()];
}
