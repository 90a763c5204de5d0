// Diagnostics are data. They are made where the trouble is seen, stamped with
// the pass's name by the pass manager, and rendered as text or JSON by the
// command line.

/** How bad a diagnostic is; `remark` tells what was done, as LLVM's remarks do. */
export type Severity = "error" | "warning" | "remark" | "note";

/** A half-open range of byte offsets into the input file. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** One message about the input, a tool or an option. */
export interface Diagnostic {
  readonly severity: Severity;
  /** Stable kebab-case identifier, unique to one kind of message, as in `rename-clash`. */
  readonly code: string;
  /** One line, lower case, no full stop (LLVM's coding standards). */
  readonly message: string;
  /** Where in the input; absent when the message is about no place in it. */
  readonly span?: Span;
  /** Further facts, one line each. */
  readonly notes?: readonly string[];
  /** What to do about it, one line. */
  readonly fix?: string;
  /** The pass that reported it; stamped by the pass manager. */
  readonly pass?: string;
}

/**
 * Ends the work on one input because the input is wrong. It carries diagnostics
 * and never means a bug in kextir.
 */
export class InputError extends Error {
  override readonly name = "InputError";
  readonly diagnostics: readonly Diagnostic[];

  constructor(...diagnostics: readonly Diagnostic[]) {
    super(diagnostics.map((diagnostic) => diagnostic.message).join("; "));
    this.diagnostics = diagnostics;
  }
}

/** Wrong usage or configuration: an unknown option, a pass that does not exist. */
export class UsageError extends Error {
  override readonly name = "UsageError";
  /** What to do about it, one line. */
  readonly fix: string | undefined;

  constructor(message: string, fix?: string) {
    super(message);
    this.fix = fix;
  }
}
