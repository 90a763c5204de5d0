// For whom the filter writes: --for.

import type { Module } from "../ir/module.js";
import type { PassResult } from "../pass/pass-manager.js";
import type { ConfiguredPass } from "../pass/pass.js";
import type { Diagnostic } from "../support/diagnostic.js";
import type { Options } from "./options.js";

export const bridgeOption = {
  for: { value: "CLANG", help: "who reads the module, by name, path or LLVM release, as clang-16 or 16; where that is older than what wrote it, downgrade runs last" },
} as const satisfies Options;

/** What `--for` asks for. */
export interface ReaderChoice {
  /** The passes to run, with what the reader needs. */
  passes(chosen: readonly ConfiguredPass[]): ConfiguredPass[];
  /** Tells a pass of the reader, right before it runs. */
  prepare(pass: ConfiguredPass, module: Module): Promise<ConfiguredPass>;
  /** Says what was done for the reader. Throws InputError for what it does not understand all the same. */
  check(module: Module, results: readonly PassResult[], report: (diagnostic: Diagnostic) => void): Promise<void>;
}

/** Throws UsageError where no program of that name is, ToolError where it is no clang. */
export async function chooseReader(named: string): Promise<ReaderChoice> {
  const { bridgeNote, fitLayout, namedReader, refuseUnreadable, withBridge } = await import("./lazy.js");
  const reader = await namedReader(named);
  return {
    passes: (chosen) => [...withBridge(chosen, reader)],
    prepare: (pass, module) => fitLayout(pass, module, reader.clang ?? reader.reads, undefined),
    async check(module, results, report) {
      const note = bridgeNote(results, reader);
      if (note !== undefined) report(note);
      await refuseUnreadable(module, reader);
    },
  };
}
