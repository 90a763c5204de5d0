import type { Caller, SourceLine } from "./callers.js";

/** One thing that is wrong with a kext, as a run showed it. */
export interface BootFinding {
  /** As `kextir explain` knows it. */
  readonly code: string;
  readonly severity: "error" | "warning";
  /** One line, lower case, no full stop. */
  readonly message: string;
  /** What of the kext ran: `start`, `stop`, `constructor _f`, a call as it was written. */
  readonly during: string;
  /** The kext's function that did it; null where none can be named. */
  readonly function: string | null;
  /** Bytes from the function's start. */
  readonly offset: number | null;
  /** As in the kext's file. */
  readonly address: number | null;
  /** Whether a call comes back to the address: what is meant stands before it. */
  readonly isReturn: boolean;
  /** What was written there, where debug info tells. */
  readonly source?: SourceLine;
  /** Where the run ended there. */
  readonly instruction: string | null;
  /** Who called it, innermost first. */
  readonly backtrace: readonly Caller[];
  /** Further facts, one line each. */
  readonly notes: readonly string[];
  /** What to do about it, one line. */
  readonly fix: string;
}
