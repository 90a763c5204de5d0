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
  const from = pass === undefined ? "" : `${pass}: `;
  const [headline = "", ...more] = message.split("\n");
  const lines = [
    `${style("bold", `${placeOf(diagnostic, source)}:`)} ${style(COLORS[severity], `${severity}:`)} ${style("bold", `${from}${headline}`)} [${code}]`,
    ...more,
  ];
  if (span !== undefined && source !== undefined) {
    const { line, mark } = source.excerpt(span.start, span.end);
    if (line !== "") lines.push(`  ${line}`, `  ${style("green", mark)}`);
  }
  for (const note of notes) lines.push(`${style("cyan", "note:")} ${indent(note)}`);
  if (fix !== undefined) lines.push(`${style("green", "fix:")} ${indent(fix)}`);
  return `${lines.join("\n")}\n`;
}

// What is about no place in the file and no pass's word on it is about options, tools or other files.
function placeOf({ span, pass }: Diagnostic, source: SourceText | undefined): string {
  if (source === undefined || (span === undefined && pass === undefined)) return "kextir";
  if (span === undefined) return source.name;
  const { line, column } = source.position(span.start);
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
