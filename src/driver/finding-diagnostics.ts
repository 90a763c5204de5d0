import type { Finding, SourcePlace } from "../audit/finding.js";
import type { Diagnostic } from "../support/diagnostic.js";

/** What an audit found, one diagnostic for each kind of finding in a function. */
export function findingDiagnostics(findings: readonly Finding[]): Diagnostic[] {
  const groups = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.code} ${finding.severity} ${finding.message}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [finding]);
    else group.push(finding);
  }
  return [...groups.values()].map(describe);
}

function describe(findings: readonly Finding[]): Diagnostic {
  const { code, severity, message, function: symbol, demangled, span, notes = [], fix, instruction, source } = findings[0]!;
  const places = findings.filter(({ instruction }) => instruction !== undefined);
  const shown = places.slice(0, MOST_SHOWN).map(formatPlace);
  const rest = places.length - shown.length;
  return {
    severity,
    code,
    message,
    ...(span === undefined ? {} : { span }),
    notes: [
      ...(symbol === undefined || demangled === symbol ? [] : [`its symbol is ${symbol}`]),
      ...shown,
      ...(rest > 0 ? [`and ${rest} more`] : []),
      ...(instruction === undefined && source !== undefined ? [`at ${formatSource(source)}`] : []),
      ...notes,
    ],
    ...(fix === undefined ? {} : { fix }),
  };
}

const MOST_SHOWN = 3;

function formatPlace({ address = 0, instruction, symbol, text, source }: Finding): string {
  const about = symbol === undefined ? "" : text === undefined ? ` (calls ${symbol})` : ` (${JSON.stringify(text)} for ${symbol})`;
  return `at 0x${address.toString(16)}: ${instruction}${about}${source === undefined ? "" : `, ${formatSource(source)}`}`;
}

function formatSource({ file, line }: SourcePlace): string {
  return `${file}:${line}`;
}
