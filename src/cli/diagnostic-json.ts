import type { Diagnostic, Severity } from "../support/diagnostic.js";
import type { SourceText } from "./source-text.js";

/** A diagnostic as `--json` writes it, one on a line of standard error. */
export interface DiagnosticJson {
  readonly schemaVersion: 1;
  readonly severity: Severity;
  readonly code: string;
  readonly message: string;
  /** As given on the command line; `<stdin>` for standard input. */
  readonly file?: string;
  /** Lines and columns count from 1, columns in bytes. */
  readonly line?: number;
  readonly column?: number;
  /** Byte offsets into the file, half open. */
  readonly span?: { readonly start: number; readonly end: number };
  readonly notes?: readonly string[];
  readonly fix?: string;
  readonly pass?: string;
}

/** A diagnostic as data about a file. */
export function diagnosticJson(diagnostic: Diagnostic, source: SourceText | undefined): DiagnosticJson {
  const { severity, code, message, span, ...rest } = diagnostic;
  return {
    schemaVersion: 1,
    severity,
    code,
    message,
    ...(source === undefined ? {} : { file: source.name }),
    ...(source === undefined || span === undefined ? {} : { ...source.position(span.start), span }),
    ...rest,
  };
}
