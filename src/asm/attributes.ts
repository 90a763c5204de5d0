// Attributes as they are written: in groups, on functions and on call sites.

import { EQUALS, OPEN_PAREN } from "./characters.js";
import { type Lexer, Token } from "./lexer.js";
import { decodeQuoted, encodeQuoted } from "./names.js";

/** An attribute apart from any place it is written in. */
export interface Attribute {
  /** `noredzone`, or the decoded key of a string attribute. */
  readonly key: string;
  /** Whether it is a string attribute, `"key"="value"`. */
  readonly quoted: boolean;
  /** A string attribute's decoded value, or what follows an enum attribute, as in `(sync)`; absent without. */
  readonly value?: string;
}

/** An attribute, or a reference to a group, in the text. */
export interface AttributeItem extends Attribute {
  /** The number of the group referred to; `key` is then empty. */
  readonly group?: number;
  readonly start: number;
  readonly stop: number;
}

/** `noredzone`, or with arguments `uwtable(sync)`. */
export function enumAttribute(key: string, value?: string): Attribute {
  return value === undefined ? { key, quoted: false } : { key, quoted: false, value };
}

/** `"key"` or `"key"="value"`. */
export function stringAttribute(key: string, value?: string): Attribute {
  return value === undefined ? { key, quoted: true } : { key, quoted: true, value };
}

/** The attribute as LLVM prints it outside a group. */
export function printAttribute(attribute: Attribute): string {
  const { key, quoted, value } = attribute;
  if (!quoted) return key + (value ?? "");
  return value === undefined ? `"${encodeQuoted(key)}"` : `"${encodeQuoted(key)}"="${encodeQuoted(value)}"`;
}

/** Whether both are the same attribute with the same value. */
export function sameAttribute(a: Attribute, b: Attribute): boolean {
  return a.key === b.key && a.quoted === b.quoted && (a.value ?? "") === (b.value ?? "");
}

/**
 * Reads the attribute at the current token: a group reference, a string
 * attribute, or a word with what belongs to it in parentheses or after `=`.
 * `lexer` is left on the attribute's last token. Undefined when the token begins
 * no attribute.
 */
export function parseAttribute(lexer: Lexer): AttributeItem | undefined {
  const { bytes, start } = lexer;
  switch (lexer.kind) {
    case Token.Group:
      return { key: "", quoted: false, group: Number(lexer.text().slice(1)), start, stop: lexer.stop };
    case Token.String: {
      const key = decodeQuoted(bytes, start + 1, lexer.stop - 1);
      if (lexer.peek() !== EQUALS) return { key, quoted: true, start, stop: lexer.stop };
      lexer.next();
      lexer.next();
      return { key, quoted: true, value: decodeQuoted(bytes, lexer.start + 1, lexer.stop - 1), start, stop: lexer.stop };
    }
    case Token.Word: {
      const key = lexer.text();
      const from = lexer.stop;
      const next = lexer.peek();
      if (next === OPEN_PAREN) {
        lexer.next();
        lexer.skipBracketed();
      } else if (next === EQUALS) {
        lexer.next();
        lexer.next();
      } else return { key, quoted: false, start, stop: from };
      return { key, quoted: false, value: bytes.toString("latin1", from, lexer.stop), start, stop: lexer.stop };
    }
    default: return undefined;
  }
}
