// Tells values apart by what is written after their sigil.

import { QUOTE } from "./characters.js";
import { Lexer } from "./lexer.js";
import { symbolName } from "./names.js";
import { latin1 } from "../support/latin1.js";

/** What tells one value from another: its decoded name, or the number of an unnamed one. */
export type ValueKey = string | number;

/**
 * The key of the `@` or `%` token `bytes[start, stop)`; undefined for `@""`, an
 * unnamed value whose number depends on where it stands.
 */
export function valueKey(bytes: Buffer, start: number, stop: number): ValueKey | undefined {
  const name = symbolName(bytes, start, stop);
  if (name !== undefined || bytes[start + 1] === QUOTE) return name;
  return Number(latin1(bytes, start + 1, stop));
}

/** The key of the token that starts with the `@` or `%` at `at`. */
export function valueKeyAt(bytes: Buffer, at: number): ValueKey | undefined {
  const lexer = new Lexer(bytes, at);
  lexer.next();
  return valueKey(bytes, lexer.start, lexer.stop);
}
