import type { Diagnostic } from "../support/diagnostic.js";

/** What the kernel's linker refuses a kext for. */
export function refusal(code: string, message: string, fix: string, notes: readonly string[] = []): Diagnostic {
  return { severity: "error", code, message, fix, ...(notes.length === 0 ? {} : { notes }) };
}
