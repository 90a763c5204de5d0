// What `kextir boot` prints: the verdict, what was found, what the kext said, what was measured.

import { formatCaller } from "../boot/callers.js";
import type { BootFinding } from "../boot/finding.js";
import type { BootCall, BootReport } from "../boot/report.js";
import { formatPlace } from "../boot/places.js";
import { demangle } from "../support/demangle.js";
import { STACK_SIZE } from "./boot-schema.js";
import { formatColumns } from "./print-report.js";

export function formatBoot(file: string, report: BootReport): string {
  const errors = report.findings.filter(({ severity }) => severity === "error").length;
  const verdict = errors === 0 ? "ran and stopped cleanly" : `faulty: ${errors} ${errors === 1 ? "error" : "errors"}`;
  const log = report.log.length === 0 ? [] : [["log:", ...logLines(report.log)].join("\n  ")];
  const calls = report.calls.length === 0 ? [] : [formatColumns(report.calls.map(callRow), "")];
  return [`${file}: ${verdict}`, ...report.findings.map(formatFinding), ...log, ...calls, formatColumns(figures(report), "")].join("\n\n");
}

function formatFinding({ severity, code, message, during, function: name, offset, address, source, instruction, backtrace, notes, fix }: BootFinding): string {
  const place = name === null ? "" : `function '${demangle(name)}' `;
  const at = name === null || address === null ? [] : [`  at ${formatPlace({ function: name, offset: offset ?? 0 })} (0x${address.toString(16)})${source === undefined ? "" : `, ${source.file}:${source.line}`}${instruction === null ? "" : `: ${instruction.replace(/\S+$/, demangle)}`}`];
  return [
    `${severity}: ${place}${message} [${code}]`, ...at,
    `  during ${during}${backtrace.length === 0 ? "" : `, called by ${backtrace.map((caller) => demangled(formatCaller(caller))).join(", ")}`}`,
    ...notes.map((note) => `  ${note}`), `  fix: ${fix}`,
  ].map((line) => printable(line)).join("\n");
}

/** `_f+0x12`, with what stands behind it, for people. */
function demangled(caller: string): string {
  return caller.replace(/^[^+ ]+/, demangle);
}

/** The log's lines: calls of IOLog need not end where lines do. */
function logLines(log: readonly string[]): string[] {
  const lines = log.join("").replace(/\n$/, "").split("\n").map((line) => printable(Buffer.from(line, "latin1").toString()));
  if (lines.length <= SHOWN_LINES) return lines;
  const half = SHOWN_LINES / 2;
  return [...lines.slice(0, half), `… ${lines.length - SHOWN_LINES} lines, which --json shows …`, ...lines.slice(-half)];
}

const SHOWN_LINES = 200;

/** A kext's text must not move the terminal's cursor. */
function printable(text: string): string {
  return text.replace(/[^\t\P{Cc}]/gu, (control) => `\\x${control.charCodeAt(0).toString(16).padStart(2, "0")}`);
}

function callRow({ call, expected, isRepeatable, runs, wrong }: BootCall): string[] {
  const results = !isRepeatable ? "not repeatable" : wrong === 0 ? `right in all of ${runs} runs under interrupts` : `wrong in ${wrong} of ${runs} runs under interrupts`;
  return [call, `0x${expected.toString(16)}`, results];
}

function figures({ phases, heap, deepestStack, interrupts }: BootReport): string[][] {
  const stopped = phases.some(({ name, result }) => name === "stop" && result === 0);
  return [
    ["came back from", phases.length === 0 ? "nothing" : phases.map(({ name, result }) => (name === "start" || name === "stop" ? `${name} (${result})` : name)).join(", ")],
    ...(deepestStack === undefined ? [] : [["deepest stack", `${deepestStack} of ${STACK_SIZE} bytes, interrupts included`]]),
    ["interrupts", String(interrupts)],
    ...(heap === undefined || !stopped ? [] : [["memory", `${heap.allocations} ${heap.allocations === 1 ? "allocation" : "allocations"}, ${heap.mostBytes} bytes at most, ${heap.leaks === 0 ? "none left" : `${heap.leaks} left of ${heap.leakedBytes} bytes`}`]]),
  ];
}
