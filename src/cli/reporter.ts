import type { Diagnostic, Severity } from "../support/diagnostic.js";
import { isColorWanted } from "./color.js";
import { ClosedPipe, writeFully } from "./descriptor.js";
import { diagnosticJson } from "./diagnostic-json.js";
import { formatDiagnostic } from "./diagnostic-text.js";
import type { MessageOptions } from "./message-options.js";
import { SourceText } from "./source-text.js";
import { isSystemError } from "./system-error.js";

/** What turns lesser diagnostics into errors. */
export interface Strictness {
  readonly warningsAsErrors?: boolean | undefined;
  readonly strict?: boolean | undefined;
}

/** Writes diagnostics to standard error as the options ask, and counts the errors. */
export class Reporter {
  readonly #options: MessageOptions;
  #warningsAreErrors: boolean;
  #isStrict: boolean;
  readonly #seen = new WeakSet<Diagnostic>();
  /** How often a kind of diagnostic was reported. */
  readonly #repeats = new Map<string, number>();
  #source: SourceText | undefined;
  #color: boolean | undefined;
  #errors = 0;

  constructor(options: MessageOptions) {
    this.#options = options;
    this.#warningsAreErrors = options.warn === "error";
    this.#isStrict = options.strict;
  }

  /** Names the file that the spans of what is reported from now on are about. */
  about(name: string, bytes: Buffer): void {
    this.#source = new SourceText(name, bytes);
  }

  /** Asks for more strictness than the options do. */
  demand({ warningsAsErrors = false, strict = false }: Strictness): void {
    this.#warningsAreErrors ||= warningsAsErrors;
    this.#isStrict ||= strict;
  }

  /** How many errors there were, by `-Werror` and `--strict` too. */
  get errors(): number {
    return this.#errors;
  }

  /** Reports a diagnostic, once however often it comes here. */
  report(diagnostic: Diagnostic): void {
    if (this.#seen.has(diagnostic)) return;
    this.#seen.add(diagnostic);
    const severity = this.#severity(diagnostic);
    if (severity === "error") this.#errors++;
    if (!this.#isShown(severity)) return;
    if (this.#options.json) {
      this.write(`${JSON.stringify(diagnosticJson({ ...diagnostic, severity }, this.#source))}\n`);
      return;
    }
    const kind = `${severity} ${diagnostic.pass ?? ""} ${diagnostic.code}`;
    const repeats = (this.#repeats.get(kind) ?? 0) + 1;
    this.#repeats.set(kind, repeats);
    if (repeats > MOST_OF_A_KIND && !this.#options.verbose) return;
    this.write(formatDiagnostic({ ...diagnostic, severity }, { source: this.#source, color: this.isColored }));
  }

  /** Says how many of a kind were left out for being too many. */
  finish(): void {
    for (const [kind, repeats] of this.#repeats) {
      const [severity, , code] = kind.split(" ");
      if (repeats > MOST_OF_A_KIND && !this.#options.verbose) {
        this.write(`kextir: ${repeats - MOST_OF_A_KIND} more of this ${severity} were left out; -v shows them [${code}]\n`);
      }
    }
    this.#repeats.clear();
  }

  /** Writes words for the user. */
  write(text: string): void {
    try {
      writeFully(2, Buffer.from(text));
    } catch (error) {
      // Where nobody can listen there is nobody to tell.
      if (!(error instanceof ClosedPipe) && !isSystemError(error)) throw error;
    }
  }

  get isColored(): boolean {
    return (this.#color ??= isColorWanted(this.#options.color, 2));
  }

  #severity({ severity, code }: Diagnostic): Severity {
    if (severity !== "warning" && severity !== "remark") return severity;
    if (this.#isStrict && isUnmatchedRule(code)) return "error";
    return severity === "warning" && this.#warningsAreErrors ? "error" : severity;
  }

  #isShown(severity: Severity): boolean {
    if (severity === "error") return true;
    if (this.#options.quiet) return false;
    return severity !== "remark" || this.#options.verbose;
  }
}

// A module can hold the same mistake thousands of times.
const MOST_OF_A_KIND = 20;

/** Whether a diagnostic says that a rule, an option's value or a pass met nothing that it is for. */
function isUnmatchedRule(code: string): boolean {
  return code.startsWith("no-such-") || code.startsWith("nothing-to-");
}
