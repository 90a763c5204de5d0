// The attributes that a header of text gives to what a function returns and to its parameters.

import { type Attribute, parseAttribute, printAttribute } from "../../asm/attributes.js";
import { CLASSES, CLOSE_PAREN, COMMA, DIGIT } from "../../asm/characters.js";
import { skipType } from "../../asm/constants.js";
import type { FunctionHeader } from "../../asm/function-header.js";
import { Lexer, Token } from "../../asm/lexer.js";

/** @param start where the header begins. */
export function returnAttributes(bytes: Buffer, start: number, { qualifiers, returnType }: FunctionHeader): string[] {
  const lexer = new Lexer(bytes, start, returnType.start);
  const isQualifier = (): boolean => qualifiers.some((word) => word.start <= lexer.start && lexer.stop <= word.stop);
  const attributes: string[] = [];
  // The first word is `define` or `declare`.
  lexer.next();
  while (lexer.next() !== Token.End) {
    const attribute = isQualifier() ? undefined : readAttribute(lexer);
    if (attribute !== undefined) attributes.push(printAttribute(attribute));
  }
  return attributes;
}

/** For each parameter its attributes. */
export function parameterAttributes(bytes: Buffer, { parameters }: FunctionHeader): string[][] {
  const lexer = new Lexer(bytes, parameters.start + 1, parameters.stop);
  const lists: string[][] = [];
  while (lexer.peek() !== CLOSE_PAREN && skipType(lexer) && !lexer.is("...")) {
    const attributes: string[] = [];
    while (lexer.next() !== Token.End && !lexer.at(COMMA) && !lexer.at(CLOSE_PAREN)) {
      const attribute = readAttribute(lexer);
      if (attribute !== undefined) attributes.push(printAttribute(attribute));
    }
    lists.push(attributes);
    if (!lexer.at(COMMA)) break;
  }
  return lists;
}

/** Like parseAttribute, and `align 8` is one. */
function readAttribute(lexer: Lexer): Attribute | undefined {
  const attribute = parseAttribute(lexer);
  if (attribute?.key !== "align" || attribute.quoted || !((CLASSES[lexer.peek()] ?? 0) & DIGIT)) return attribute;
  lexer.next();
  return { ...attribute, value: ` ${lexer.text()}` };
}
