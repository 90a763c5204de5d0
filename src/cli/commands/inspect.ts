// Says what a module or an object is and holds.

import { basename } from "node:path";
import { type CensusColumn, censusJson, formatCensusTable } from "../../audit/census-table.js";
import { defaultSettings } from "../../audit/settings.js";
import { auditObjectFile } from "../../driver/audit-object-file.js";
import { type ModuleReport, reportModule, type SymbolReport } from "../../driver/module-report.js";
import { isMachO } from "../../macho/images.js";
import { demangle } from "../../support/demangle.js";
import { UsageError } from "../../support/diagnostic.js";
import { defineCommand } from "../command.js";
import { searchPlaces } from "../environment.js";
import { ExitCode } from "../exit-code.js";
import { type Input, readInput } from "../input.js";
import { parseModule } from "../module-input.js";
import type { Options } from "../options.js";
import { formatColumns, printJson, printText } from "../print-report.js";

const detailOptions = {
  symbols: { help: "list a module's functions and globals" },
  attributes: { help: "list every attribute of a module's functions" },
} as const satisfies Options;

export const inspect = defineCommand({
  usage: "inspect IN [--symbols] [--attributes] [--json], or inspect A.o [B.o …] [--json]",
  description: `\
Says what a module of LLVM IR, text or bitcode, is and holds: which compiler wrote it, which LLVM it
needs, its triple, what it defines. Of Mach-O objects it counts, side by side, what must not be in
kernel code.`,
  options: detailOptions,
  groups: [{ title: "Details", options: detailOptions }],
  examples: [
    ["kextir inspect main.ll", "what a module is and holds"],
    ["kextir inspect before.o after.o", "red-zone accesses, floating point, strings: two objects compared"],
  ],

  async run({ options, operands, messages, reporter }) {
    const input = readInput(operands[0]);
    if (isMachO(input.bytes)) {
      const columns = await censusOf([input, ...operands.slice(1).map(readInput)]);
      if (messages.json) printJson(censusJson(columns));
      else printText(formatCensusTable(columns));
      return ExitCode.Done;
    }
    if (operands[1] !== undefined) throw new UsageError(`one module at a time: '${operands[1]}' is one too many`, "several objects can be compared, modules cannot");
    const { module, format, producer } = await parseModule(input, "damaged module", reporter);
    const report = reportModule(module, { format, producer: producer ?? null });
    if (messages.json) printJson(report);
    else printText(formatModule(input.name, report, options));
    return reporter.errors > 0 ? ExitCode.InputWrong : ExitCode.Done;
  },
});

async function censusOf(inputs: readonly Input[]): Promise<CensusColumn[]> {
  const names = inputs.map(({ name }) => basename(name));
  const areDistinct = new Set(names).size === names.length;
  const columns: CensusColumn[] = [];
  for (const [index, { name, bytes }] of inputs.entries()) {
    columns.push({ name: areDistinct ? names[index]! : name, census: await auditObjectFile(bytes, defaultSettings, searchPlaces()) });
  }
  return columns;
}

interface Details {
  readonly symbols: boolean;
  readonly attributes: boolean;
}

function formatModule(name: string, report: ModuleReport, details: Details): string {
  const { format, bytes, lines, compilers, producer, dialect, counts } = report;
  const rows: string[][] = [
    ["written by", [...compilers, ...(producer === null ? [] : [producer])].join(", ") || "a compiler that left no name"],
    ["needs", dialect.atLeast === null ? "any LLVM" : `LLVM ${dialect.atLeast} or newer (${dialect.because.join(", ")})`],
    ["pointers", { typed: "typed, as up to LLVM 14", opaque: "opaque", both: "typed and opaque", none: "none" }[dialect.pointers]],
    ...(report.sourceFilename === null ? [] : [["source file", report.sourceFilename]]),
    ["triple", report.triple ?? "none"],
    ["data layout", report.dataLayout ?? "none"],
    ["functions", `${counts.definitions} defined, ${counts.declarations} declared`],
    ["variables", String(counts.variables)],
    ...optionalRows(counts),
    ["metadata", `${counts.metadataNodes} nodes, ${counts.namedMetadata} named`],
    ["strings without NUL", String(report.unterminatedStrings.length)],
  ];
  const sections = [`${name}: LLVM IR, ${format}, ${bytes} bytes${format === "text" ? `, ${lines} lines` : " as text"}\n${formatColumns(rows)}`];
  const attributes = details.attributes ? report.attributes : report.attributes.filter(({ attribute }) => TELLING.test(attribute));
  sections.push(formatAttributes(attributes, counts.definitions));
  if (report.unterminatedStrings.length > 0) {
    const strings = report.unterminatedStrings.slice(0, details.symbols ? undefined : MOST_STRINGS).map((string) => [`@${string.name}`, JSON.stringify(string.text)]);
    const rest = report.unterminatedStrings.length - strings.length;
    sections.push(`Strings without a NUL at their end:\n${formatColumns(strings)}${rest > 0 ? `\n  and ${rest} more (--symbols shows them)` : ""}`);
  }
  if (details.symbols) sections.push(`Symbols:\n${formatColumns(report.symbols.map(symbolRow))}`);
  return sections.join("\n\n");
}

const MOST_STRINGS = 10;

/** Attributes that decide whether code is fit for a kernel. */
const TELLING = /^(?:noredzone|noimplicitfloat|"(?:use-soft-float|split-stack|probe-stack|stack-probe-size|target-features|frame-pointer|no-builtins)".*)$/;

function optionalRows({ aliases, types, comdats, assemblyLines, unknown }: ModuleReport["counts"]): string[][] {
  const rows: [string, number][] = [
    ["aliases", aliases],
    ["types", types],
    ["comdats", comdats],
    ["module asm", assemblyLines],
    ["not understood", unknown],
  ];
  return rows.filter(([, count]) => count > 0).map(([what, count]) => [what, String(count)]);
}

function formatAttributes(attributes: ModuleReport["attributes"], definitions: number): string {
  if (definitions === 0) return "It defines no function.";
  const rows = attributes.map(({ attribute, definitions: count }) => [`${count} of ${definitions}`, attribute]);
  return rows.length === 0 ? "Of the attributes that matter in a kernel its functions have none." : `Attributes of functions:\n${formatColumns(rows)}`;
}

function symbolRow({ name, kind, linkage, isDefinition }: SymbolReport): string[] {
  const path = demangle(name);
  return [kind, isDefinition ? linkage : "undefined", path === name ? name : `${path} (${name})`];
}
