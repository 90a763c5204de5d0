import { styleText } from "node:util";
import type { Diagnostic, Severity } from "../support/diagnostic.js";
import type { SourceText } from "./source-text.js";

/** How a diagnostic is to be shown. */
export interface TextOptions {
  /** The file that its span is about. */
  readonly source: SourceText | undefined;
  readonly color: boolean;
}

/**
 * A diagnostic as compilers print it, with its line end:
 *
 *     FILE:LINE:COLUMN: error: MESSAGE [CODE]
 *       the line
 *       ^~~
 *     note: …
 *     fix: …
 */
export function formatDiagnostic(diagnostic: Diagnostic, { source, color }: TextOptions): string {
  const { severity, code, message, span, notes = [], fix, pass } = diagnostic;
  const style = color ? paint : plain;
  const place = span === undefined || source === undefined ? (source?.name ?? "kextir") : placeOf(source, span.start);
  const from = pass === undefined ? "" : `${pass}: `;
  const lines = [`${style("bold", `${place}:`)} ${style(COLORS[severity], `${severity}:`)} ${style("bold", `${from}${message}`)} [${code}]`];
  if (span !== undefined && source !== undefined) {
    const { line, mark } = source.excerpt(span.start, span.end);
    lines.push(`  ${line}`, `  ${style("green", mark)}`);
  }
  for (const note of notes) lines.push(`${style("cyan", "note:")} ${indent(note)}`);
  if (fix !== undefined) lines.push(`${style("green", "fix:")} ${indent(fix)}`);
  return `${lines.join("\n")}\n`;
}

function placeOf(source: SourceText, offset: number): string {
  const { line, column } = source.position(offset);
  return `${source.name}:${line}:${column}`;
}

function indent(text: string): string {
  return text.replaceAll("\n", "\n  ");
}

type Style = Parameters<typeof styleText>[0];

const COLORS: Readonly<Record<Severity, Style>> = {
  error: ["bold", "red"],
  warning: ["bold", "magenta"],
  remark: ["bold", "blue"],
  note: "cyan",
};

// Whether to colour was decided already, so styleText is not to look at the stream itself.
function paint(style: Style, text: string): string {
  return styleText(style, text, { validateStream: false });
}

function plain(_style: Style, text: string): string {
  return text;
}
