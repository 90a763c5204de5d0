import type { Diagnostic } from "../support/diagnostic.js";
import { probeDialect } from "./dialect.js";
import type { LlvmTool } from "./find.js";
import { installCommand, type Installer } from "./install.js";

/** A clang, and the LLVM release whose text it reads. */
export interface ChosenClang {
  readonly clang: LlvmTool;
  readonly reads: number;
  /** Set when the module comes from a newer LLVM than any clang here. */
  readonly warning?: Diagnostic;
}

/**
 * Chooses the clang to compile a module with: one that is at least as new as the
 * LLVM that wrote the module, where that is known, and of those the newest; among
 * equals the first found, which on macOS is Xcode's.
 *
 * @param producer LLVM major release of the module's producer.
 * @returns undefined when there is no clang to choose from.
 */
export async function chooseClang(
  clangs: readonly LlvmTool[],
  producer: number | undefined,
  installer: Installer,
): Promise<ChosenClang | undefined> {
  let best: ChosenClang | undefined;
  for (const clang of clangs) {
    const reads = clang.version.major ?? (await probeDialect(clang.file));
    if (best === undefined || reads > best.reads) best = { clang, reads };
  }
  if (best === undefined || producer === undefined || best.reads >= producer) return best;
  return {
    ...best,
    warning: {
      severity: "warning",
      code: "older-clang",
      message: `the module was written by LLVM ${producer}, and the newest clang here reads LLVM ${best.reads}`,
      notes: [`${best.clang.file}: ${best.clang.version.line}`],
      fix: installCommand("clang", installer, producer),
    },
  };
}
