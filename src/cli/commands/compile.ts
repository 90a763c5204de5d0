// Passes, clang, the object check.

import { compileModule } from "../../driver/compile-module.js";
import { InputError, UsageError } from "../../support/diagnostic.js";
import { producerMajor } from "../../toolchain/version.js";
import { defineCommand } from "../command.js";
import { auditSettings } from "../audit-settings.js";
import { loadConfig } from "../config.js";
import { depfileOf, depfileOption } from "../depfile.js";
import { namedClang, searchPlaces } from "../environment.js";
import { ExitCode } from "../exit-code.js";
import { readModule } from "../module-input.js";
import { onlyOperand } from "../operands.js";
import type { Options } from "../options.js";
import { writeOutputs } from "../output.js";
import { choosePipeline, pipelineFiles, pipelineOptions } from "../pipeline-options.js";

const outputOptions = { output: { short: "o", value: "FILE", help: "the object to write" }, ...depfileOption } as const satisfies Options;

const clangOptions = {
  target: { value: "TRIPLE", help: "what to compile for (default: the module's triple after the passes)" },
  clang: { value: "PROGRAM", help: "the clang to use (default: KEXTIR_CLANG, else the newest that is found)" },
  optimize: {
    short: "O",
    value: "LEVEL",
    choices: ["0", "1", "2", "3", "s", "z"],
    spelling: "-O0 … -O3, -Os, -Oz",
    help: "the level to compile at (default: -O2; clang's own for IR is -O0)",
  },
  debug: { short: "g", spelling: "-g", help: "pass -g to clang; the module's debug info is kept in any case" },
  "no-bridge": { help: "do not rewrite the module where clang is older than the LLVM that wrote it" },
  "no-check": { help: "do not look for red-zone accesses and floating-point instructions in the object" },
} as const satisfies Options;

export const compile = defineCommand({
  usage: "compile IN -o OUT.o [--passes=PASSES] [--target=TRIPLE] [options] [-- CLANG ARGUMENTS]",
  description: `\
Runs passes on a module, pipes it into clang -mkernel, and reads the object back: where a function
still uses memory below the stack pointer, or floating-point or vector registers, there is an error
and no object. The object takes its place when it is whole and checked.`,
  options: { ...outputOptions, ...clangOptions, ...pipelineOptions },
  groups: [
    { title: "Output", options: outputOptions },
    { title: "Compiling", options: clangOptions },
    { title: "Passes", options: pipelineOptions },
  ],
  examples: [
    ["kextir compile main.ll -o main.o", "all that a kernel extension needs, at -O2"],
    ["kextir compile main.bc -o main.o --target=x86_64-apple-macosx10.15 -Os -- -Wall", "bitcode, smaller code, and an argument for clang"],
  ],

  async run({ options, operands, rest, reporter, responseFiles }) {
    const input = onlyOperand(operands, "module");
    const { output } = options;
    if (output === undefined || output === "-") throw new UsageError("compile needs -o", "kextir compile IN.ll -o OUT.o");
    const { config, file: configFile } = await loadConfig(options, input);
    reporter.demand(config);
    const passes = await choosePipeline(options, config);
    const depfile = depfileOf(options.depfile, output, [input, ...pipelineFiles(options), configFile, ...responseFiles]);

    const { module, producer } = await readModule(input, "whole module", reporter);
    const words = await compileModule(module, passes, {
      output,
      places: searchPlaces(),
      target: options.target ?? config.target,
      clang: options.clang ?? namedClang(),
      producer: producerMajor(producer),
      optimizationLevel: options.optimize ?? config.optimizationLevel,
      debugInfo: options.debug,
      clangArgs: [...(config.clangArgs ?? []), ...rest],
      isBridged: !options["no-bridge"],
      isChecked: !options["no-check"],
      audit: auditSettings(config),
      report: (diagnostic) => reporter.report(diagnostic),
      beforeCommit: () => {
        if (reporter.errors > 0) throw new InputError();
        writeOutputs(depfile);
      },
    });
    reporter.write(words);
    return ExitCode.Done;
  },
});
