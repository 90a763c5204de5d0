// Says what a module or an object is and holds.

import { basename } from "node:path";
import { type CensusColumn, censusJson, formatCensusTable } from "../../audit/census-table.js";
import { defaultSettings } from "../../audit/settings.js";
import { auditObjectFile } from "../../driver/audit-object-file.js";
import { reportBitcode } from "../../driver/report/bitcode-file.js";
import type { ModuleReport, ModulesReport } from "../../driver/report/module-report.js";
import { reportTextModule } from "../../driver/report/text-module.js";
import { bitcodeIn } from "../../bitcode/find.js";
import { isMachO } from "../../macho/images.js";
import { UsageError } from "../../support/diagnostic.js";
import { defineCommand } from "../command.js";
import { searchPlaces } from "../environment.js";
import { ExitCode } from "../exit-code.js";
import { type Input, readInput } from "../input.js";
import { parseModule } from "../module-input.js";
import type { Options } from "../options.js";
import { formatReport } from "../module-text.js";
import { printJson, printText } from "../print-report.js";
import type { Reporter } from "../reporter.js";

const detailOptions = {
  symbols: { help: "list a module's functions and globals, its types, sections, comdats, flags and named metadata" },
  attributes: { help: "list every attribute of a module's functions" },
} as const satisfies Options;

export const inspect = defineCommand({
  usage: "inspect IN [--symbols] [--attributes] [--json], or inspect A.o [B.o …] [--json]",
  description: `\
Says what modules of LLVM IR are and hold: which compiler wrote them, which LLVM they need, their
triple, what they define. IN is text, bitcode, or an object, archive or rlib with bitcode in it; no
other program is needed to read it. Of Mach-O objects without bitcode, or of several objects, it counts,
side by side, what must not be in kernel code.`,
  options: detailOptions,
  groups: [{ title: "Details", options: detailOptions }],
  examples: [
    ["kextir inspect main.ll", "what a module is and holds"],
    ["kextir inspect libmain.rlib --symbols", "the modules in an rlib, with their functions and variables"],
    ["kextir inspect before.o after.o", "red-zone accesses, floating point, strings: two objects compared"],
  ],

  async run({ options, operands, messages, reporter }) {
    const input = readInput(operands[0]);
    const report = await reportOf(input, operands.length > 1, reporter);
    if (report === undefined) {
      const columns = await censusOf([input, ...operands.slice(1).map(readInput)]);
      if (messages.json) printJson(censusJson(columns));
      else printText(formatCensusTable(columns));
      return ExitCode.Done;
    }
    if (operands[1] !== undefined) throw new UsageError(`one module at a time: '${operands[1]}' is one too many`, "several objects can be compared, modules cannot");
    if (messages.json) printJson(report);
    else printText(formatReport(input.name, report, options));
    return reporter.errors > 0 ? ExitCode.InputWrong : ExitCode.Done;
  },
});

/** What is in the file; undefined for Mach-O objects that are to be counted: several, or one without bitcode. */
async function reportOf(input: Input, isOneOfSeveral: boolean, reporter: Reporter): Promise<ModuleReport | ModulesReport | undefined> {
  if (isMachO(input.bytes) && isOneOfSeveral) return undefined;
  const found = bitcodeIn(input.bytes);
  if (found.length > 0) return reportBitcode(found);
  if (isMachO(input.bytes)) return undefined;
  const { module } = await parseModule(input, "damaged module", reporter);
  return reportTextModule(module);
}

async function censusOf(inputs: readonly Input[]): Promise<CensusColumn[]> {
  const names = inputs.map(({ name }) => basename(name));
  const areDistinct = new Set(names).size === names.length;
  const columns: CensusColumn[] = [];
  for (const [index, { name, bytes }] of inputs.entries()) {
    columns.push({ name: areDistinct ? names[index]! : name, census: await auditObjectFile(bytes, defaultSettings, searchPlaces()) });
  }
  return columns;
}
