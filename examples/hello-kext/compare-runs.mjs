// Prints the reports of several runs, files that `kextir boot --json` wrote, side by side.

import { readFileSync } from "node:fs";
import { basename } from "node:path";

const reports = process.argv.slice(2).map((file) => {
  const report = JSON.parse(readFileSync(file, "utf8"));
  return { ...report, name: basename(file, ".json").replace("-", " "), lines: report.log.join("").trimEnd().split("\n") };
});

const rows = [
  ["", ...reports.map(({ name }) => name)],
  ["start", ...reports.map(({ phases }) => (phases.some(({ name }) => name === "start") ? "returns 0" : "faults"))],
  ["found", ...reports.map(({ findings: [finding] }) => (finding === undefined ? "nothing" : `${finding.code} in ${finding.function}`))],
  ["", ...reports.map(({ findings }) => findings[0]?.instruction ?? "")],
  ["scramble, interrupted", ...reports.map(({ calls: [call] }) => (call === undefined ? "not reached" : call.wrong === 0 ? `right ${call.runs} times` : `wrong ${call.wrong} times of ${call.runs}`))],
  ...reports[0].lines.map((_, at) => [at === 0 ? "log" : "", ...reports.map(({ lines }) => lines[at] ?? "")]),
];
const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
for (const row of rows) console.log(row.map((cell, column) => cell.padEnd(widths[column])).join("  ").trimEnd());
