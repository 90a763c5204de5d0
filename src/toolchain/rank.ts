import { realpath } from "node:fs/promises";
import type { Diagnostic } from "../support/diagnostic.js";
import { probeDialect } from "./dialect.js";
import { findLlvmPrograms, llvmVersionOf, majorInPath, type LlvmToolName, type SearchPlaces } from "./find.js";
import { installCommand, installerOf } from "./install.js";
import { ToolError } from "./tool-error.js";

/** A program and the LLVM release it goes by. */
export interface RankedTool {
  readonly file: string;
  /** For Apple's clang, the release whose text it reads. */
  readonly major: number;
}

/**
 * Finds the programs of that name, newest LLVM first; among equals the first found,
 * which on macOS is Xcode's. A number in the name (of the file that a link leads to,
 * too) is taken at its word, and only the others are asked: asking takes 30 ms each.
 */
export async function rankLlvmTools(name: LlvmToolName, places: SearchPlaces): Promise<readonly RankedTool[]> {
  const files = await findLlvmPrograms(name, places);
  const ranked = await Promise.all(files.map(async (file) => ({ file, major: await majorOf(name, file) })));
  return ranked.filter((tool): tool is RankedTool => tool.major !== undefined).sort((a, b) => b.major - a.major);
}

/** A clang to compile with. */
export interface ChosenClang {
  readonly file: string;
  /** Set when the module comes from a newer LLVM than this clang. */
  readonly warning?: Diagnostic;
}

/**
 * Chooses the clang to compile a module with: the one that the user named, or else
 * the newest, which is at least as new as the LLVM that wrote the module if any is.
 *
 * @param producer LLVM major release of the module's producer, where known.
 * @param named the user's own choice, as `programAt` gives it.
 * @returns undefined when there is no clang.
 */
export async function chooseClang(places: SearchPlaces, producer?: number, named?: string): Promise<ChosenClang | undefined> {
  if (named !== undefined && producer === undefined) return { file: named };
  const [newest] = await rankLlvmTools("clang", places);
  const file = named ?? newest?.file;
  if (file === undefined) return undefined;
  const major = file === newest?.file ? newest.major : await majorOf("clang", file);
  if (producer === undefined || major === undefined || major >= producer) return { file };
  return {
    file,
    warning: {
      severity: "warning",
      code: "older-clang",
      message: `LLVM ${producer} wrote the module, and ${file} reads what LLVM ${major} writes`,
      fix:
        newest && newest.major >= producer
          ? `compile with ${newest.file}`
          : installCommand("clang", installerOf(places), producer),
    },
  };
}

// Undefined for a program that does not say what it is.
async function majorOf(name: LlvmToolName, file: string): Promise<number | undefined> {
  const named = majorInPath(await realpath(file)) ?? majorInPath(file);
  if (named !== undefined) return named;
  try {
    const version = await llvmVersionOf(file);
    if (version.major !== undefined) return version.major;
    return name === "clang" ? await probeDialect(file) : Number.parseInt(version.number, 10);
  } catch (error) {
    if (error instanceof ToolError) return undefined;
    throw error;
  }
}
