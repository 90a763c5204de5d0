import type { Span } from "../support/diagnostic.js";
import type { FindingSeverity } from "./rule.js";

/** What a rule says of one place in an input. */
export interface Observation {
  /** One line, lower case, no full stop. */
  readonly message: string;
  /** The function's symbol, or section and offset, as `__TEXT,__text+0x0`, where it has none. */
  readonly function?: string;
  /** Address in the object. */
  readonly address?: number;
  /** As llvm-objdump writes it, with single spaces. */
  readonly instruction?: string;
  /** The function that is called, or the symbol that the finding is about, raw. */
  readonly symbol?: string;
  /** The text that is passed; only for strings. */
  readonly text?: string;
  /** Where in a module's text. */
  readonly span?: Span;
  /** Further facts, one line each. */
  readonly notes?: readonly string[];
  /** What to do about it, where that is not what the rule says. */
  readonly fix?: string;
  /** Where it weighs more or less than the rule's findings do in general. */
  readonly severity?: FindingSeverity;
}

/** An observation, and what the rule and the configuration make of it. */
export interface Finding extends Observation {
  readonly code: string;
  readonly severity: FindingSeverity;
  /** The function as a Rust path, where it is one; the symbol where not. */
  readonly demangled?: string;
  /** The architecture or the archive's member that it is in, where the input holds several. */
  readonly image?: string;
  readonly source?: SourcePlace;
}

/** The place in the source that an instruction was made from, by the debug info. */
export interface SourcePlace {
  readonly file: string;
  /** From 1. */
  readonly line: number;
}
