// Proves or refutes that an object, a kext or a module is fit for the kernel.

import { auditModule } from "../../audit/audit-module.js";
import { type AuditReport, joinReports } from "../../audit/report.js";
import { symbolRules } from "../../audit/rules/symbols.js";
import type { Bundle } from "../../audit/audit-input.js";
import type { AuditSettings } from "../../audit/settings.js";
import type { KernelChoice } from "../../audit/symbols.js";
import { librariesOf } from "../../audit/undefined-symbols.js";
import { auditBinary, symbolReport } from "../../driver/audit-object-file.js";
import { findingDiagnostics } from "../../driver/finding-diagnostics.js";
import { formatLibraries } from "../../kpi/libraries.js";
import { isArchive } from "../../macho/archive.js";
import { isMachO } from "../../macho/images.js";
import { auditJson } from "../audit-json.js";
import { auditSettings } from "../audit-settings.js";
import { formatAudit } from "../audit-text.js";
import { producerMajor } from "../../toolchain/version.js";
import { defineCommand } from "../command.js";
import { configOptions, loadConfig } from "../config.js";
import { namedClang, searchPlaces } from "../environment.js";
import { ExitCode } from "../exit-code.js";
import { type Input, readInput } from "../input.js";
import { kernelChoice, kernelOptions } from "../kernel-options.js";
import { isFolder, readKextBundle } from "../kext-bundle.js";
import { parseModule } from "../module-input.js";
import { onlyOperand } from "../operands.js";
import type { Options } from "../options.js";
import { writeOutputs } from "../output.js";
import type { Reporter } from "../reporter.js";

const outputOptions = {
  format: { value: "FORMAT", choices: ["text", "json", "sarif"], help: "text (the default), json, or sarif, SARIF 2.1.0 for code-scanning pages" },
  libraries: {
    value: "FORMAT", isValueOptional: true, choices: ["xml", "json"], spelling: "--libraries[=xml|json]",
    help: "only the OSBundleLibraries that the symbols call for, as kextlibs prints them; errors where a symbol is not resolved",
  },
  output: { short: "o", value: "FILE", help: "where the report goes (default: standard output)" },
} as const satisfies Options;

const inputOptions = {
  ...kernelOptions,
  ir: { value: "IN.ll", help: "the module that the object was made of, to name the operations behind calls of a runtime library" },
  clang: { value: "PATH", help: "the clang that a module is to be compiled with (default: KEXTIR_CLANG, or the newest)" },
} as const satisfies Options;

export const audit = defineCommand({
  usage: "audit FILE.o|FILE.a|NAME.kext|IN.ll [--format=FORMAT] [options]",
  description: `\
Says whether an object, an archive of objects, a kext or a module of LLVM IR is fit to run in a
kernel, and shows what it looked at to say so. What a file is, is told by its content. The exit code
is 1 where there is a finding at error level. 'kextir explain CODE' explains a rule; the configuration
sets each to error, warning, remark or off, for all or for named functions.`,
  options: { ...inputOptions, ...outputOptions, ...configOptions },
  groups: [
    { title: "The kernel", options: inputOptions },
    { title: "Output", options: outputOptions },
    { title: "Rules", options: configOptions },
  ],
  examples: [
    ["kextir audit main.o", "what in an object is not fit for a kernel"],
    ["kextir audit main.o --kpi=xnu/config --target-release=10.15", "with all that a kernel exports, for the oldest release"],
    ["kextir audit main.o --libraries", "the dictionary for Info.plist"],
    ["kextir audit main.o --format=sarif -o main.sarif", "the same for a code-scanning page"],
  ],

  async run({ options, operands, messages, reporter }) {
    const path = onlyOperand(operands, "file");
    const loaded = await loadConfig(options, path);
    const { config } = loaded;
    reporter.demand(config);
    const input = isFolder(path) ? readKextBundle(path) : { ...readInput(path), bundle: undefined };
    const kernel = kernelChoice(options, loaded);
    const settings = auditSettings(config);
    if (options.libraries !== undefined) return printLibraries(await symbolsOnly(input, settings, kernel, reporter), options.libraries || "xml", options.output, reporter);
    const report = await auditInput(input, settings, kernel, options, reporter);
    const format = options.format ?? (messages.json ? "json" : "text");
    writeOutputs([{ path: options.output, pieces: [Buffer.from(`${await render(input.name, report, format, messages.verbose)}\n`)] }]);
    return report.verdict === "unfit" || reporter.errors > 0 ? ExitCode.InputWrong : ExitCode.Done;
  },
});

/** What is audited, and what stands around it where it is a kext. */
type AuditedFile = Input & { readonly bundle: Bundle | undefined };

async function auditInput(
  input: AuditedFile, settings: AuditSettings, kernel: KernelChoice, options: { ir?: string | undefined; clang?: string | undefined }, reporter: Reporter,
): Promise<AuditReport> {
  if (!isBinary(input)) return auditText(input, settings, kernel, reporter, options.clang ?? namedClang());
  const module = options.ir === undefined ? undefined : (await parseModule(readInput(options.ir), "whole module", reporter)).module;
  const { bundle } = input;
  return auditBinary(input.bytes, settings, searchPlaces(), { kernel, ...(module && { module }), ...(bundle && { bundle }) });
}

async function auditText(input: Input, settings: AuditSettings, kernel: KernelChoice, reporter: Reporter, clang: string | undefined): Promise<AuditReport> {
  const { module, producer } = await parseModule(input, "whole module", reporter);
  // An object's audit starts more quickly without what asks compilers.
  const { compilerFacts } = await import("../../driver/compiler-facts.js");
  const compiler = await compilerFacts(module, searchPlaces(), clang, producerMajor(producer));
  const report = auditModule(module, settings, { kernel, ...(compiler && { compiler }) });
  return joinReports([{ image: undefined, report }], librariesOf([{ module, settings, kernel }]));
}

async function symbolsOnly(input: Input, settings: AuditSettings, kernel: KernelChoice, reporter: Reporter): Promise<AuditReport> {
  if (isBinary(input)) return symbolReport(input.bytes, settings, kernel);
  const { module } = await parseModule(input, "whole module", reporter);
  return joinReports([{ image: undefined, report: auditModule(module, settings, { kernel }) }], librariesOf([{ module, settings, kernel }]));
}

function isBinary({ bytes }: Input): boolean {
  return isMachO(bytes) || isArchive(bytes);
}

/** Prints the dictionary, and says of symbols what is wrong with them. */
function printLibraries(report: AuditReport, format: "xml" | "json", output: string | undefined, reporter: Reporter): number {
  const codes = new Set(symbolRules.map(({ code }) => code));
  const findings = report.findings.filter(({ code }) => codes.has(code));
  for (const diagnostic of findingDiagnostics(findings)) reporter.report(diagnostic);
  const libraries = report.libraries ?? {};
  writeOutputs([{ path: output, pieces: [Buffer.from(`${format === "xml" ? formatLibraries(libraries) : JSON.stringify({ OSBundleLibraries: libraries }, undefined, 2)}\n`)] }]);
  return reporter.errors > 0 ? ExitCode.InputWrong : ExitCode.Done;
}

async function render(file: string, report: AuditReport, format: "text" | "json" | "sarif", verbose: boolean): Promise<string> {
  if (format === "text") return formatAudit(file, report, { verbose });
  if (format === "json") return JSON.stringify(auditJson(file, report), undefined, 2);
  // It carries all explanations.
  const { auditSarif } = await import("../audit-sarif.js");
  return JSON.stringify(auditSarif(file, report), undefined, 2);
}
