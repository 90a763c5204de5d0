import { EQUALS, OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN } from "../../asm/characters.js";
import { Lexer, Token } from "../../asm/lexer.js";

/**
 * How many instructions a body has, `bytes[start, stop)` without its braces. One with a result has
 * `%name =` in front of it, so only those without are told by their words.
 */
export function countInstructions(bytes: Buffer, start: number, stop: number): number {
  const lexer = new Lexer(bytes, start, stop);
  let count = 0;
  while (lexer.next() !== Token.End) {
    if (lexer.kind === Token.Local) {
      if (lexer.peek() !== EQUALS) continue;
      lexer.next();
      lexer.next();
    } else if (lexer.kind !== Token.Word || !WITHOUT_RESULT.has(lexer.text())) {
      // No instruction stands in brackets.
      if (lexer.at(OPEN_PAREN) || lexer.at(OPEN_BRACKET) || lexer.at(OPEN_BRACE)) lexer.skipBracketed();
      continue;
    }
    count++;
    if (lexer.is("tail") || lexer.is("musttail") || lexer.is("notail")) lexer.next();
  }
  return count;
}

const WITHOUT_RESULT: ReadonlySet<string> = new Set([
  "ret", "br", "switch", "indirectbr", "invoke", "callbr", "resume", "unreachable", "cleanupret", "catchret",
  "store", "fence", "call", "tail", "musttail", "notail",
]);
