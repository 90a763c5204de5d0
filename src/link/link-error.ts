import { InputError, type Diagnostic } from "../support/diagnostic.js";

/** A diagnostic of the linker's; it has no span, for it is about binary files. */
export function linkError(code: string, message: string, more: Pick<Diagnostic, "notes" | "fix"> = {}): Diagnostic {
  return { severity: "error", code, message, ...more };
}

/** Throws what was gathered, if it is anything. */
export function throwIfAny(diagnostics: readonly Diagnostic[]): void {
  if (diagnostics.length > 0) throw new InputError(...diagnostics);
}
