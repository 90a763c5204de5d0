import { writeOutputs } from "./output.js";

/** Writes a report to standard output, with a line end. */
export function printText(text: string): void {
  writeOutputs([{ path: undefined, pieces: [Buffer.from(`${text}\n`)] }]);
}

/** Writes a report as one JSON document. */
export function printJson(report: object): void {
  printText(JSON.stringify(report, undefined, 2));
}

/** Lines of columns, each as wide as its widest cell; the last is left ragged. */
export function formatColumns(rows: readonly (readonly string[])[], indent = "  "): string {
  const columns = Math.max(0, ...rows.map((row) => row.length));
  const widths = Array.from({ length: columns }, (_, column) => Math.max(...rows.map((row) => (column === row.length - 1 ? 0 : (row[column] ?? "").length))));
  return rows.map((row) => indent + row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column]!))).join("  ")).join("\n");
}
