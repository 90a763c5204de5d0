import type { CompilerFacts } from "../audit/audit-input.js";
import type { Module } from "../ir/module.js";
import { programAt, type SearchPlaces } from "../toolchain/find.js";
import { chooseClang } from "../toolchain/rank.js";
import { intrinsicsUnknownTo, readerOf } from "./bridge.js";
import { guessDialect } from "./dialect-guess.js";

/**
 * Asks the clang that a module is to be compiled with what it makes of it: the one that
 * the user named, by path or name, else the newest; undefined where there is none.
 *
 * @param producer LLVM major release of the module's producer, where known.
 * @throws UsageError when `named` names no program.
 * @throws ToolError when it cannot be run.
 */
export async function compilerFacts(module: Module, places: SearchPlaces, named?: string, producer?: number): Promise<CompilerFacts | undefined> {
  const clang = await chooseClang(places, producer, named === undefined ? undefined : programAt(named, "--clang", places));
  if (clang === undefined) return undefined;
  const reader = await readerOf(clang.file, places);
  const { atLeast, because } = guessDialect(module);
  return {
    name: reader.name,
    reads: reader.reads,
    ...(atLeast !== null && { needs: { atLeast, because } }),
    // Text that is too new is not taken at all, intrinsics or not.
    unknownIntrinsics: reader.clang === undefined || (atLeast ?? 0) > reader.reads ? [] : await intrinsicsUnknownTo(reader.clang, module),
  };
}
