// Makes a module fit for a clang that is older than the LLVM that wrote it.

import { downgrade } from "../../passes/downgrade.js";
import { NEWEST, OLDEST } from "../../passes/downgrade/table.js";
import { functionType } from "../asm/function-type.js";
import type { Function } from "../ir/function.js";
import type { Module } from "../ir/module.js";
import { hasOpaquePointers } from "../ir/opaque-pointers.js";
import { configurePass } from "../pass/configure.js";
import type { PassResult } from "../pass/pass-manager.js";
import type { ConfiguredPass } from "../pass/pass.js";
import { type Diagnostic, InputError } from "../support/diagnostic.js";
import { Answers } from "../toolchain/answers.js";
import { knownDialect } from "../toolchain/dialect.js";
import type { SearchPlaces } from "../toolchain/find.js";
import { unknownIntrinsics } from "../toolchain/intrinsics.js";

/** Who is to read the module. */
export interface Reader {
  /** As messages name it. */
  readonly name: string;
  /** The LLVM release whose text it reads. */
  readonly reads: number;
  /** The program, with what is known of it; absent where only a release is. */
  readonly clang?: { readonly file: string; readonly answers: Answers };
}

/**
 * Finds out which LLVM's text a clang reads: asked once, then known from the cache.
 *
 * @throws ToolError when it cannot be run.
 */
export async function readerOf(clang: string, places: SearchPlaces, signal?: AbortSignal): Promise<Reader> {
  const answers = await Answers.of(clang, places.cacheFolder);
  return { name: clang, reads: await knownDialect(clang, answers, signal), clang: { file: clang, answers } };
}

/** The passes, and downgrade behind them where the clang is older than the newest LLVM and they do not end with it. */
export function withBridge(passes: readonly ConfiguredPass[], { reads }: Reader): readonly ConfiguredPass[] {
  if (reads >= NEWEST || reads < OLDEST || passes.some(({ pass }) => pass === downgrade)) return passes;
  const options = [{ key: "to", value: String(reads) }];
  return [...passes, configurePass({ name: downgrade.name, options }, { passes: [downgrade], pipelines: {} })];
}

/** One line about what the bridge did; undefined where it did nothing. */
export function bridgeNote(results: readonly PassResult[], { name, reads }: Reader): Diagnostic | undefined {
  const result = results.find(({ pass }) => pass.pass === downgrade);
  if (result === undefined || !result.changed) return undefined;
  const times = [...result.counts.values()].reduce((sum, count) => sum + count, 0);
  return {
    severity: "note", code: "bridged",
    message: `rewrote ${times} construct${times === 1 ? "" : "s"} for ${name}${name === `LLVM ${reads}` ? "" : `, which reads what LLVM ${reads} writes`}`,
  };
}

/**
 * Looks for what the reader does not understand although the bridge is crossed.
 *
 * @throws InputError for a pointer type when it is older than those, or an intrinsic that it does not know.
 * @throws ToolError when it cannot be run.
 */
export async function refuseUnreadable(module: Module, { name, reads, clang }: Reader, signal?: AbortSignal): Promise<void> {
  if (reads < OLDEST && hasOpaquePointers(module)) {
    throw new InputError({
      severity: "error", code: "clang-too-old", message: `${name} does not read the pointer type 'ptr', which the module has`,
      fix: `use a clang that is LLVM ${OLDEST} at least`,
    });
  }
  const unknown = clang === undefined ? [] : await intrinsicsUnknownTo(clang, module, signal);
  if (unknown.length > 0) throw new InputError(...unknown.map((fn) => unknownIntrinsic(fn, name)));
}

/** The intrinsics that the module declares otherwise than a clang knows them, if it knows them at all. */
export async function intrinsicsUnknownTo({ file, answers }: NonNullable<Reader["clang"]>, module: Module, signal?: AbortSignal): Promise<Function[]> {
  const declared = new Map<string, Function>();
  for (const fn of module.declarations()) {
    const declaration = intrinsicDeclaration(fn);
    if (declaration !== undefined) declared.set(declaration, fn);
  }
  if (declared.size === 0) return [];
  const unknown = await unknownIntrinsics(file, [...declared.keys()], answers, signal);
  return unknown.map((declaration) => declared.get(declaration)!);
}

/** How the function is declared, without attributes; undefined where it is no intrinsic, or has types that are defined elsewhere. */
function intrinsicDeclaration(fn: Function): string | undefined {
  const { symbol } = fn;
  if (symbol === undefined || !symbol.startsWith("llvm.")) return undefined;
  const header = fn.header();
  if (header === undefined) return undefined;
  const { returns, parameters } = functionType(fn.bytes, header);
  const declaration = `declare ${returns} @${symbol}(${parameters.join(", ")})`;
  return declaration.includes("%") ? undefined : declaration;
}

function unknownIntrinsic(fn: Function, clang: string): Diagnostic {
  const span = fn.span();
  return {
    severity: "error", code: "unknown-intrinsic", ...(span && { span }),
    message: `${clang} does not know the intrinsic '${fn.printedName}' as it is declared here, and would leave it as an undefined symbol`,
    fix: "compile with a newer clang, or without the code that needs it",
  };
}
