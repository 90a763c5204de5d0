import { COMMA, GREATER, LESS, OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN } from "./characters.js";
import type { TextRange } from "./clauses.js";
import { skipType } from "./constants.js";
import { Lexer, Token } from "./lexer.js";

/** One argument of a call: type, attributes and value. Offsets are into the bytes that were read. */
export interface CallArgument extends TextRange {
  readonly type: TextRange;
}

/** The arguments in `list`, from the opening to after the closing parenthesis; those after one that makes no sense are left out. */
export function callArguments(bytes: Buffer, list: TextRange): CallArgument[] {
  const found: CallArgument[] = [];
  const lexer = new Lexer(bytes, list.start + 1, list.stop - 1);
  while (lexer.nextStart() < lexer.end) {
    const start = lexer.nextStart();
    if (!skipType(lexer)) break;
    const type = { start, stop: lexer.stop };
    let { stop } = lexer;
    for (let angles = 0; lexer.next() !== Token.End && !(angles === 0 && lexer.at(COMMA)); stop = lexer.stop) {
      if (lexer.at(OPEN_PAREN) || lexer.at(OPEN_BRACKET) || lexer.at(OPEN_BRACE)) lexer.skipBracketed();
      else if (lexer.at(LESS)) angles++;
      else if (lexer.at(GREATER)) angles--;
    }
    found.push({ start, stop, type });
  }
  return found;
}
