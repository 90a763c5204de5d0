// Lays censuses out beside one another: one column for each object.
//
//                                         without kextir  with kextir
//   red-zone accesses                                 14            0
//   …
//   undefined symbols, without kextir: ___morestack, _printk
//   undefined symbols, with kextir: _IOLog

import type { Finding } from "./finding.js";
import type { ImageReport } from "./report.js";

export interface CensusColumn {
  /** What the column is headed with, as `with kextir`. */
  readonly name: string;
  readonly census: ImageReport;
}

export interface CensusCounts {
  /** Accesses below the stack pointer, and computations of such an address. */
  readonly redZoneAccesses: number;
  readonly floatingPointInstructions: number;
  /** Calls of routines that grow or probe the stack, and probes in line. */
  readonly stackProbes: number;
  readonly undefinedSymbols: number;
  readonly unterminatedStrings: number;
  /** Texts handed to C of which the object does not tell where they end. */
  readonly unmeasuredStrings: number;
}

export function countFindings({ findings, undefined: undefinedSymbols }: ImageReport): CensusCounts {
  const count = (...codes: readonly string[]): number => findings.filter(({ code }) => codes.includes(code)).length;
  return {
    redZoneAccesses: count("red-zone-access", "red-zone-address"),
    floatingPointInstructions: count("floating-point"),
    stackProbes: count("stack-probe-call", "stack-probe"),
    undefinedSymbols: undefinedSymbols.length,
    unterminatedStrings: count("unterminated-string"),
    unmeasuredStrings: count("unmeasured-string"),
  };
}

/** The censuses as a table, without a line end after its last line. */
export function formatCensusTable(columns: readonly CensusColumn[]): string {
  const counts = columns.map(({ census }) => countFindings(census));
  const rows: readonly (readonly string[])[] = [
    ["", ...columns.map(({ name }) => name)],
    ["red-zone accesses", ...counts.map((column) => String(column.redZoneAccesses))],
    ["FP/SIMD instructions", ...counts.map((column) => String(column.floatingPointInstructions))],
    ["stack-probe/__morestack calls", ...counts.map((column) => String(column.stackProbes))],
    ["undefined symbols", ...counts.map((column) => String(column.undefinedSymbols))],
    ["unterminated strings handed to C", ...counts.map(formatStrings)],
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0))).join("  ").trimEnd(),
  );
  const names = columns.map(
    ({ name, census }) => `undefined symbols, ${name}: ${namesOf(census).join(", ") || "none"}`,
  );
  return [...lines, "", ...names].join("\n");
}

// What cannot be measured must not look like nothing found.
function formatStrings({ unterminatedStrings, unmeasuredStrings }: CensusCounts): string {
  if (unmeasuredStrings === 0) return String(unterminatedStrings);
  return unterminatedStrings === 0 ? "not measurable" : `${unterminatedStrings} or more`;
}

/** The JSON form of the table: camelCase keys, as all JSON that kextir writes. */
export interface CensusJson {
  readonly schemaVersion: 1;
  readonly columns: readonly {
    readonly name: string;
    readonly counts: CensusCounts;
    readonly undefinedSymbols: readonly string[];
    readonly findings: readonly CensusFinding[];
  }[];
}

export function censusJson(columns: readonly CensusColumn[]): CensusJson {
  return {
    schemaVersion: 1,
    columns: columns.map(({ name, census }) => ({
      name,
      counts: countFindings(census),
      undefinedSymbols: namesOf(census),
      findings: census.findings.flatMap(findingJson),
    })),
  };
}

export interface CensusFinding {
  readonly kind: string;
  readonly function: string;
  readonly demangled: string;
  readonly address: number;
  readonly instruction: string;
  readonly callee?: string;
  readonly text?: string;
}

// The census is of instructions; what is found elsewhere is for the audit to tell.
function findingJson({ code, function: name, demangled, address, instruction, symbol, text }: Finding): CensusFinding[] {
  if (name === undefined || demangled === undefined || address === undefined || instruction === undefined) return [];
  return [
    {
      kind: code,
      function: name,
      demangled,
      address,
      instruction,
      ...(symbol === undefined ? {} : { callee: symbol }),
      ...(text === undefined ? {} : { text }),
    },
  ];
}

function namesOf({ undefined: symbols }: ImageReport): string[] {
  return symbols.map(({ symbol }) => symbol);
}
