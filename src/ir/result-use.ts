import { Lexer, Token } from "../asm/lexer.js";
import { skipTypeFrom } from "../asm/constants.js";
import type { TextRange } from "../asm/clauses.js";
import type { Function } from "./function.js";

/**
 * The first use of the result that `result`, its `%name` in the body of `fn`, gives a
 * name to; undefined when nothing uses it. Debug info uses nothing.
 */
export function firstUse(fn: Function, result: TextRange): TextRange | undefined {
  const { bytes } = fn;
  const name = bytes.toString("latin1", result.start, result.stop);
  const lexer = new Lexer(bytes, fn.bodyStart, fn.stop);
  while (lexer.next() !== Token.End) {
    if (lexer.kind === Token.DebugRecord) {
      lexer.next();
      lexer.skipBracketed();
    } else if (lexer.kind === Token.Word && lexer.is("metadata")) {
      lexer.next();
      if (skipTypeFrom(lexer)) lexer.next();
    } else if (lexer.kind === Token.Local && lexer.start !== result.start && lexer.is(name)) {
      return { start: lexer.start, stop: lexer.stop };
    }
  }
  return undefined;
}
