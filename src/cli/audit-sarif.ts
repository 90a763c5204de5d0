// A report for code-scanning pages: SARIF 2.1.0, an OASIS standard.

import type { Finding } from "../audit/finding.js";
import type { AuditReport } from "../audit/report.js";
import type { FindingSeverity } from "../audit/rule.js";
import { rules } from "../audit/rules.js";
import { explanationAreas } from "./explanations.js";
import { version } from "./version.js";

const schema = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/** The report as a SARIF log, of what was audited at `file`. */
export function auditSarif(file: string, { findings }: AuditReport): object {
  return {
    $schema: schema,
    version: "2.1.0",
    runs: [
      {
        tool: { driver: { name: "kextir", version, rules: rules.map(({ code, severity, title }) => ruleSarif(code, severity, title)) } },
        columnKind: "utf16CodeUnits",
        results: findings.map((finding) => resultSarif(file, finding)),
      },
    ],
  };
}

function ruleSarif(code: string, severity: FindingSeverity, title: string): object {
  const explanation = explanationAreas.flatMap(({ explanations }) => explanations).find((candidate) => candidate.code === code);
  return {
    id: code,
    shortDescription: { text: title },
    ...(explanation === undefined ? {} : { fullDescription: { text: explanation.text } }),
    defaultConfiguration: { level: level(severity) },
  };
}

function level(severity: FindingSeverity): "error" | "warning" | "note" {
  return severity === "remark" ? "note" : severity;
}

function resultSarif(file: string, finding: Finding): object {
  const { code, severity, message, fix, notes = [], instruction } = finding;
  const text = [message, ...(instruction === undefined ? [] : [instruction]), ...notes, ...(fix === undefined ? [] : [`fix: ${fix}`])];
  return {
    ruleId: code,
    ruleIndex: rules.findIndex((rule) => rule.code === code),
    level: level(severity),
    message: { text: text.join("\n") },
    locations: [locationSarif(file, finding)],
  };
}

// Where the source line is known, that is what a page can show; the object is named beside it.
function locationSarif(file: string, { source, address, span, function: symbol, demangled, image }: Finding): object {
  const artifact = { artifactLocation: { uri: uriOf(source?.file ?? file) } };
  const region = source !== undefined ? { startLine: source.line } : span === undefined ? undefined : { byteOffset: span.start, byteLength: span.end - span.start };
  const container = image === undefined ? {} : { properties: { image } };
  return {
    physicalLocation: {
      ...artifact,
      ...(region === undefined ? {} : { region }),
      ...(address === undefined ? {} : { address: { absoluteAddress: address } }),
    },
    ...(symbol === undefined ? {} : { logicalLocations: [{ name: demangled ?? symbol, decoratedName: symbol, kind: "function" }] }),
    ...container,
  };
}

/** A path as a URI reference. */
function uriOf(path: string): string {
  const encoded = path.split("/").map(encodeURIComponent).join("/");
  return path.startsWith("/") ? `file://${encoded}` : encoded;
}
