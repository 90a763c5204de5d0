import { shellQuote } from "./shell-quote.js";

/** How a tool failed, as data; `ToolError` renders it. */
export type ToolFailure =
  | { readonly kind: "exit"; readonly code: number }
  | { readonly kind: "signal"; readonly signal: string }
  | { readonly kind: "not-found" }
  /** It exited with 0 and did not make the file it was to make. */
  | { readonly kind: "no-output" }
  | { readonly kind: "not-started"; readonly reason: string }
  | { readonly kind: "timeout"; readonly seconds: number };

export interface ToolErrorDetails {
  readonly program: string;
  readonly args: readonly string[];
  /** What we wanted of the tool, completing "it was to …". */
  readonly wanted: string;
  readonly failure: ToolFailure;
  /** What the tool wrote to its standard error before it failed. */
  readonly stderr?: string;
  /** What to do about it, one line. */
  readonly fix?: string | undefined;
  readonly cause?: unknown;
}

/**
 * A program that kextir ran did not do what was wanted of it. The message is one
 * line; the command line and the tool's own words stand beside it, for the
 * command line to show below.
 */
export class ToolError extends Error {
  override readonly name = "ToolError";
  readonly program: string;
  /** What was run, quoted so that it can be pasted into a shell. */
  readonly commandLine: string;
  readonly wanted: string;
  readonly failure: ToolFailure;
  readonly stderr: string;
  readonly fix: string | undefined;

  constructor(details: ToolErrorDetails) {
    const { program, args, wanted, failure, stderr = "", fix, cause } = details;
    super(`${program} ${describeFailure(failure)}; it was to ${wanted}`, { cause });
    this.program = program;
    this.commandLine = shellQuote([program, ...args]);
    this.wanted = wanted;
    this.failure = failure;
    this.stderr = stderr;
    this.fix = fix;
  }

  /** The tool's exit code, when it ran and ended by itself. */
  get exitCode(): number | undefined {
    return this.failure.kind === "exit" ? this.failure.code : undefined;
  }

  /** The signal that ended the tool, as in `SIGSEGV`. */
  get signal(): string | undefined {
    return this.failure.kind === "signal" ? this.failure.signal : undefined;
  }
}

function describeFailure(failure: ToolFailure): string {
  switch (failure.kind) {
    case "exit":
      return `failed with exit code ${failure.code}`;
    case "signal":
      return `was ended by ${failure.signal}`;
    case "not-found":
      return "was not found";
    case "no-output":
      return "reported success and made nothing";
    case "not-started":
      return `could not be started (${failure.reason})`;
    case "timeout":
      return `gave no answer within ${failure.seconds} s`;
  }
}
