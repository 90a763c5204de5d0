import type { Reporter } from "./reporter.js";
import { isTerminal } from "./terminal.js";

/** A line that tells how far the work is. */
export interface Progress {
  /** Shows a step instead of the one before. */
  step(text: string): void;
  /** Shows how a step ended. */
  result(text: string): void;
  /** Takes the line away. */
  clear(): void;
}

/** On a terminal one line that changes; with `isVerbose` a line for each result; else nothing. */
export function showProgress(reporter: Reporter, { isVerbose, isQuiet }: { readonly isVerbose: boolean; readonly isQuiet: boolean }): Progress {
  if (isVerbose) return { ...SILENT, result: (text) => reporter.write(`${text}\n`) };
  if (isQuiet || !isTerminal(2)) return SILENT;
  const show = (text: string): void => reporter.write(`${CLEAR_LINE}${text}`);
  return { step: show, result: show, clear: () => show("") };
}

const SILENT: Progress = { step: () => {}, result: () => {}, clear: () => {} };

const CLEAR_LINE = "\r\x1b[K";
