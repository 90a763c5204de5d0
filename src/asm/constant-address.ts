import { CLOSE_BRACE, CLOSE_BRACKET, CLOSE_PAREN, COMMA, OPEN_BRACE, OPEN_BRACKET, OPEN_PAREN } from "./characters.js";
import type { TextRange } from "./clauses.js";
import { Lexer, Token } from "./lexer.js";
import { type ValueKey, valueKey } from "./value-key.js";

/** A global whose address an operand is. */
export interface ConstantAddress {
  readonly key: ValueKey;
  /** The `@name` token. */
  readonly global: TextRange;
  /** After the operand: the comma that ends it, or the end of what was read. */
  readonly stop: number;
}

/** What computes another address than that of a global's beginning. */
const OTHER_ADDRESSES: ReadonlySet<string> = new Set(["ptrtoint", "inttoptr", "select", "add", "sub", "xor", "blockaddress", "ptrauth"]);

/**
 * The global that the operand at `bytes[start, stop)`, a name or a constant expression,
 * is the beginning of; undefined where it is another address, or a value.
 */
export function constantAddress(bytes: Buffer, { start, stop }: TextRange): ConstantAddress | undefined {
  const lexer = new Lexer(bytes, start, stop);
  let found: Pick<ConstantAddress, "key" | "global"> | undefined;
  let isIndex = false;
  let depth = 0;
  while (lexer.next() !== Token.End && !(depth === 0 && lexer.at(COMMA))) {
    const { kind, start: from, stop: to } = lexer;
    if (lexer.at(OPEN_PAREN) || lexer.at(OPEN_BRACKET) || lexer.at(OPEN_BRACE)) depth++;
    else if (lexer.at(CLOSE_PAREN) || lexer.at(CLOSE_BRACKET) || lexer.at(CLOSE_BRACE)) depth--;
    else if (kind === Token.Global) {
      const key = valueKey(bytes, from, to);
      if (key === undefined || found !== undefined) return undefined;
      found = { key, global: { start: from, stop: to } };
    } else if (kind === Token.Word) {
      if (OTHER_ADDRESSES.has(lexer.text()) || (isIndex && !lexer.is("0"))) return undefined;
    }
    isIndex = kind === Token.Word && found !== undefined && /^i[0-9]+$/.test(lexer.text());
  }
  return found && { ...found, stop: lexer.start };
}
