// Reports on modules as text for people.

import type { BlockReport, ModuleReport, ModulesReport, SymbolReport } from "../driver/report/module-report.js";
import { demangle } from "../support/demangle.js";
import { formatColumns } from "./print-report.js";

/** What is shown of much: all, or what tells most. */
export interface Details {
  readonly symbols: boolean;
  readonly attributes: boolean;
}

/** @param name of the file. */
export function formatReport(name: string, report: ModuleReport | ModulesReport, details: Details): string {
  if (report.kind === "module") return [formatModule(name, report, details), ...formatBlocks(report.blocks, details)].join("\n\n");
  const counts = `${name}: ${report.modules.length} modules of bitcode`;
  return [counts, ...report.modules.map((module) => formatModule(name, module, details)), ...formatBlocks(report.blocks, details)].join("\n\n");
}

function formatModule(name: string, report: ModuleReport, details: Details): string {
  const { counts } = report;
  const sections = [`${formatTitle(name, report)}\n${formatColumns(factRows(report))}`];
  const attributes = details.attributes ? report.attributes : report.attributes.filter(({ attribute }) => TELLING.test(attribute));
  sections.push(formatAttributes(attributes, counts.definitions));
  if (report.unterminatedStrings.length > 0) sections.push(formatStrings(report.unterminatedStrings, details));
  if (details.symbols) sections.push(...formatSymbols(report));
  return sections.join("\n\n");
}

function formatTitle(name: string, { format, bytes, lines, path }: ModuleReport): string {
  const place = [name, ...path.map((step) => step.name)].join(": ");
  return `${place}: LLVM IR, ${format}, ${bytes} bytes${lines === null ? "" : `, ${lines} lines`}`;
}

function factRows({ producer, compilers, dialect, sourceFilename, triple, dataLayout, counts, unterminatedStrings }: ModuleReport): string[][] {
  return [
    ["written by", [...compilers, ...(producer === null ? [] : [producer])].join(", ") || "a compiler that left no name"],
    ["needs", dialect.atLeast === null ? "any LLVM" : `LLVM ${dialect.atLeast} or newer (${dialect.because.join(", ")})`],
    ["pointers", { typed: "typed, as up to LLVM 14", opaque: "opaque", both: "typed and opaque", none: "none" }[dialect.pointers]],
    ...(sourceFilename === null ? [] : [["source file", sourceFilename]]),
    ["triple", triple ?? "none"],
    ["data layout", dataLayout ?? "none"],
    ["functions", `${counts.definitions} defined, ${counts.declarations} declared`],
    ["variables", String(counts.variables)],
    ...optionalRows(counts),
    ["metadata", `${counts.metadataNodes} nodes, ${counts.namedMetadata} named`],
    ["strings without NUL", String(unterminatedStrings.length)],
  ];
}

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

const MOST_STRINGS = 10;

/** Attributes that decide whether code is fit for a kernel. */
const TELLING = /^(?:noredzone|noimplicitfloat|"(?:use-soft-float|split-stack|probe-stack|stack-probe-size|target-features|frame-pointer|no-builtins)".*)$/;

function formatAttributes(attributes: ModuleReport["attributes"], definitions: number): string {
  if (definitions === 0) return "It defines no function.";
  const rows = attributes.map(({ attribute, definitions: count }) => [`${count} of ${definitions}`, attribute]);
  return rows.length === 0 ? "Of the attributes that matter in a kernel its functions have none." : `Attributes of functions:\n${formatColumns(rows)}`;
}

function formatStrings(strings: ModuleReport["unterminatedStrings"], details: Details): string {
  const shown = strings.slice(0, details.symbols ? undefined : MOST_STRINGS).map(({ name, text }) => [`@${name}`, JSON.stringify(text)]);
  const rest = strings.length - shown.length;
  return `Strings without a NUL at their end:\n${formatColumns(shown)}${rest > 0 ? `\n  and ${rest} more (--symbols shows them)` : ""}`;
}

function formatSymbols({ symbols, types, sections, comdats, moduleFlags, namedMetadata, moduleAsm }: ModuleReport): string[] {
  const lists: readonly (readonly [title: string, rows: readonly string[][]])[] = [
    ["Symbols", symbols.map(symbolRow)],
    ["Types", types.map(({ name, type }) => [`%${name} = ${type}`])],
    ["Sections", sections.map((section) => [section])],
    ["Comdats", comdats.map(({ name, selection }) => [selection, name])],
    ["Module flags", moduleFlags.map(({ behavior, name, value }) => [behavior, name, value])],
    ["Named metadata", namedMetadata.map(({ name, operands }) => [`!${name}`, `${operands} operands`])],
  ];
  const listed = lists.filter(([, rows]) => rows.length > 0).map(([title, rows]) => `${title}:\n${formatColumns(rows)}`);
  return moduleAsm === null ? listed : [...listed, `Module asm:\n${moduleAsm.trimEnd()}`];
}

function symbolRow({ name, kind, linkage, visibility, isDefinition, type, callingConvention = "ccc", section, alignment, instructions }: SymbolReport): string[] {
  const path = demangle(name);
  const facts = [
    type,
    ...(visibility === "default" ? [] : [visibility]),
    ...(callingConvention === "ccc" ? [] : [callingConvention]),
    ...(section === undefined ? [] : [`section ${section}`]),
    ...(alignment === undefined ? [] : [`align ${alignment}`]),
    ...(instructions === undefined ? [] : [`${instructions} instructions`]),
  ];
  return [kind, isDefinition ? linkage : "undefined", `${path === name ? name : `${path} (${name})`}: ${facts.join(", ")}`];
}

function formatBlocks(blocks: readonly BlockReport[] | undefined, details: Details): string[] {
  if (blocks === undefined || !details.symbols) return [];
  const rows = blocks.map(({ blockId, name, instances, records }) => [`#${blockId}`, name ?? "", `${instances} blocks`, `${records} records`]);
  return [`The bitstream:\n${formatColumns(rows)}`];
}
