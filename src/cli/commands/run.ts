// The filter: IR in, IR out.

import { runReportingPasses } from "../../driver/run-passes.js";
import { bridgeOption } from "../bridge-option.js";
import { defineCommand } from "../command.js";
import { loadConfig } from "../config.js";
import { depfileOf, depfileOption } from "../depfile.js";
import { ExitCode } from "../exit-code.js";
import { chooseInstruments, instrumentOptions } from "../instrument-options.js";
import { readModule } from "../module-input.js";
import type { Options } from "../options.js";
import { onlyOperand } from "../operands.js";
import { writeOutputs } from "../output.js";
import { choosePipeline, pipelineFiles, pipelineOptions } from "../pipeline-options.js";

const outputOptions = {
  output: { short: "o", value: "FILE", help: "where to write the module; - and nothing: standard output" },
  ...depfileOption,
} as const satisfies Options;

export const run = defineCommand({
  usage: "[run] [IN] [-o OUT] [--passes=PASSES] [options]",
  description: `\
Reads a module of LLVM IR, text or bitcode, from IN or standard input, runs passes on it and
writes its text. What no pass touches stays byte for byte as it was; with --passes= that is all.
Arguments may stand in a file, too, which is given as @FILE.`,
  options: { ...outputOptions, ...pipelineOptions, ...bridgeOption, ...instrumentOptions },
  groups: [
    { title: "Output", options: outputOptions },
    { title: "Passes", options: { ...pipelineOptions, ...bridgeOption } },
    { title: "Looking at passes", options: instrumentOptions },
  ],
  examples: [
    ["kextir main.ll -o main.kext.ll", "all that a kernel extension needs, from a file to a file"],
    ["rustc --emit=llvm-ir -o - main.rs | kextir | clang -mkernel -x ir -c - -o main.o", "as one stage of a pipe"],
    ["kextir main.ll --passes='noredzone,rename-symbols<printk=IOLog>'", "only these two passes, with an option"],
    ["kextir main.ll --for=clang-16 -o main.kext.ll", "what a clang older than rustc's LLVM reads"],
    ["kextir main.ll --print-changed=quiet -o /dev/null", "the module after each pass that changes it"],
  ],

  async run({ options, operands, reporter, responseFiles }) {
    const input = onlyOperand(operands, "module");
    const { config, file: configFile } = await loadConfig(options, input);
    reporter.demand(config);
    const bridge = options.for === undefined ? undefined : await (await import("../choose-reader.js")).chooseReader(options.for);
    const chosen = await choosePipeline(options, config);
    const passes = bridge === undefined ? chosen : bridge.passes(chosen);
    if (options["print-pipeline-passes"]) {
      writeOutputs([{ path: undefined, pieces: [Buffer.from(`${passes.map(({ text }) => text).join(",")}\n`)] }]);
      return ExitCode.Done;
    }
    const instruments = await chooseInstruments(options, passes, reporter);
    const depfile = depfileOf(options.depfile, options.output, [input, ...pipelineFiles(options), configFile, ...responseFiles]);
    const { module } = await readModule(input, passes.length === 0 ? "any text" : "whole module", reporter);
    const results = await runReportingPasses(module, passes, { ...instruments.surroundings, ...(bridge && { prepare: bridge.prepare }) }, (diagnostic) => reporter.report(diagnostic));
    await bridge?.check(module, results, (diagnostic) => reporter.report(diagnostic));
    instruments.finish(results);
    if (reporter.errors > 0) return ExitCode.InputWrong;
    writeOutputs([{ path: options.output, pieces: module.print() }, ...depfile]);
    return ExitCode.Done;
  },
});
