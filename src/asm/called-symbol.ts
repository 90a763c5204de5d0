import type { TextRange } from "./clauses.js";
import { Lexer, Token } from "./lexer.js";
import { symbolName } from "./names.js";

/** The function that a call's `callee` names, by itself or inside a cast; undefined for a value or an unnamed function. */
export function calledSymbol(bytes: Buffer, { start, stop }: TextRange): string | undefined {
  const lexer = new Lexer(bytes, start, stop);
  while (lexer.next() !== Token.End) if (lexer.kind === Token.Global) return symbolName(bytes, lexer.start, lexer.stop);
  return undefined;
}
