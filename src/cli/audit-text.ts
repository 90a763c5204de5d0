import type { Finding } from "../audit/finding.js";
import type { AuditCounts, AuditReport } from "../audit/report.js";
import type { FindingSeverity } from "../audit/rule.js";
import { formatColumns } from "./print-report.js";

/** A report for people: the verdict, the findings by severity, then what was looked at. Without a line end. */
export function formatAudit(file: string, report: AuditReport, { verbose }: { readonly verbose: boolean }): string {
  const severities: readonly FindingSeverity[] = verbose ? ["error", "warning", "remark"] : ["error", "warning"];
  return [
    `${file}: ${formatVerdict(report)}`,
    ...severities.flatMap((severity) => formatFindings(report.findings.filter((finding) => finding.severity === severity))),
    formatColumns(proof(report), ""),
  ].join("\n\n");
}

function formatVerdict({ verdict, counts }: AuditReport): string {
  if (verdict === "clean") return `clean: no rule found an error or a warning${remarks(counts)}`;
  const found = [count(counts.errors, "error"), count(counts.warnings, "warning")].filter((text) => text !== undefined).join(", ");
  return verdict === "unfit" ? `unfit for a kernel: ${found}` : `no errors, ${found}`;
}

function remarks({ remarks: number }: AuditCounts): string {
  return number === 0 ? "" : `; ${count(number, "remark")} (-v shows them)`;
}

function count(number: number, what: string): string | undefined {
  return number === 0 ? undefined : `${number} ${what}${number === 1 ? "" : "s"}`;
}

/** One paragraph for each message, its places below it. */
function formatFindings(findings: readonly Finding[]): string[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.image ?? ""}\0${finding.code}\0${finding.message}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].map(formatGroup);
}

function formatGroup(findings: readonly Finding[]): string {
  const { severity, code, message, image, function: symbol, demangled, notes = [], fix } = findings[0]!;
  const places = findings.filter(({ address }) => address !== undefined);
  const rest = places.length - MOST_SHOWN;
  return [
    `${severity}: ${image === undefined ? "" : `${image}: `}${message} [${code}]`,
    ...(symbol === undefined || demangled === symbol ? [] : [`  its symbol is ${symbol}`]),
    ...places.slice(0, MOST_SHOWN).map((place) => `  ${formatPlace(place)}`),
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    ...notes.map((note) => `  ${note}`),
    ...(fix === undefined ? [] : [`  fix: ${fix}`]),
  ].join("\n");
}

const MOST_SHOWN = 5;

function formatPlace({ address = 0, instruction, symbol, text, source }: Finding): string {
  const about = symbol === undefined ? "" : text === undefined ? ` (${symbol})` : ` (${JSON.stringify(text)} for ${symbol})`;
  const place = source === undefined ? "" : `, ${source.file}:${source.line}`;
  return `at 0x${address.toString(16)}${place}${instruction === undefined ? "" : `: ${instruction}`}${about}`;
}

function proof(report: AuditReport): string[][] {
  return [...codeProof(report), ...symbolProof(report)];
}

function symbolProof({ undefined: needed, libraries }: AuditReport): string[][] {
  if (libraries === undefined) return [];
  return [["symbols needed", String(needed.length)], ["OSBundleLibraries", Object.entries(libraries).map(([bundle, version]) => `${bundle} ${version}`).join(", ")]];
}

function codeProof({ counts, functions }: AuditReport): string[][] {
  if (functions.length === 0) return [["functions seen", String(counts.functions)]];
  const deepest = functions.reduce((most, fn) => (fn.depth > most.depth ? fn : most));
  const largest = functions.reduce((most, fn) => (fn.frame > most.frame ? fn : most));
  const unbounded = functions.filter((fn) => fn.isEntry && fn.unbounded !== undefined).length;
  return [
    ["functions seen", String(counts.functions)],
    ["instructions counted", String(counts.instructions)],
    ["largest frame", `${largest.frame} bytes, ${largest.demangled}`],
    ["deepest stack", `${deepest.depth} bytes, from ${deepest.demangled}`],
    ...(unbounded === 0 ? [] : [["without a bound", `${unbounded} of ${functions.filter(({ isEntry }) => isEntry).length} entry points, by indirect calls, recursion or run-time sizes`]]),
  ];
}
