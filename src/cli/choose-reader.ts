// Who reads what the filter writes, where --for says so: what that takes is loaded then alone.

import { bridgeNote, refuseUnreadable, withBridge } from "../driver/bridge.js";
import { fitLayout } from "../driver/fit-layout.js";
import type { Module } from "../ir/module.js";
import type { PassResult } from "../pass/pass-manager.js";
import type { ConfiguredPass } from "../pass/pass.js";
import type { Diagnostic } from "../support/diagnostic.js";
import { namedReader } from "./named-reader.js";

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
