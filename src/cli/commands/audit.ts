// Proves or refutes that an object, a kext or a module is fit for the kernel.

import { auditModule } from "../../audit/audit-module.js";
import { type AuditReport, joinReports } from "../../audit/report.js";
import type { AuditSettings } from "../../audit/settings.js";
import { auditBinary } from "../../driver/audit-object-file.js";
import { isArchive } from "../../macho/archive.js";
import { isMachO } from "../../macho/images.js";
import { auditJson } from "../audit-json.js";
import { auditSarif } from "../audit-sarif.js";
import { auditSettings } from "../audit-settings.js";
import { formatAudit } from "../audit-text.js";
import { defineCommand } from "../command.js";
import { configOptions, loadConfig } from "../config.js";
import { searchPlaces } from "../environment.js";
import { ExitCode } from "../exit-code.js";
import { type Input, readInput } from "../input.js";
import { parseModule } from "../module-input.js";
import { onlyOperand } from "../operands.js";
import type { Options } from "../options.js";
import { writeOutputs } from "../output.js";
import type { Reporter } from "../reporter.js";

const outputOptions = {
  format: { value: "FORMAT", choices: ["text", "json", "sarif"], help: "text (the default), json, or sarif, SARIF 2.1.0 for code-scanning pages" },
  output: { short: "o", value: "FILE", help: "where the report goes (default: standard output)" },
} as const satisfies Options;

export const audit = defineCommand({
  usage: "audit FILE.o|FILE.a|IN.ll [--format=FORMAT] [options]",
  description: `\
Says whether an object, a kext's binary, an archive of objects or a module of LLVM IR is fit to run in
a kernel, and shows what it looked at to say so. What a file is, is told by its content. The exit code
is 1 where there is a finding at error level. 'kextir explain CODE' explains a rule; the configuration
sets each to error, warning, remark or off, for all or for named functions.`,
  options: { ...outputOptions, ...configOptions },
  groups: [
    { title: "Output", options: outputOptions },
    { title: "Rules", options: configOptions },
  ],
  examples: [
    ["kextir audit main.o", "what in an object is not fit for a kernel"],
    ["kextir audit main.o --format=sarif -o main.sarif", "the same for a code-scanning page"],
  ],

  async run({ options, operands, messages, reporter }) {
    const path = onlyOperand(operands, "file");
    const { config } = await loadConfig(options, path);
    reporter.demand(config);
    const input = readInput(path);
    const report = await auditInput(input, auditSettings(config), reporter);
    const format = options.format ?? (messages.json ? "json" : "text");
    writeOutputs([{ path: options.output, pieces: [Buffer.from(`${render(input.name, report, format, messages.verbose)}\n`)] }]);
    return report.verdict === "unfit" || reporter.errors > 0 ? ExitCode.InputWrong : ExitCode.Done;
  },
});

async function auditInput(input: Input, settings: AuditSettings, reporter: Reporter): Promise<AuditReport> {
  if (isMachO(input.bytes) || isArchive(input.bytes)) return auditBinary(input.bytes, settings, searchPlaces());
  const { module } = await parseModule(input, "whole module", reporter);
  return joinReports([{ image: undefined, report: auditModule(module, settings) }]);
}

function render(file: string, report: AuditReport, format: "text" | "json" | "sarif", verbose: boolean): string {
  if (format === "text") return formatAudit(file, report, { verbose });
  return JSON.stringify(format === "json" ? auditJson(file, report) : auditSarif(file, report), undefined, 2);
}
