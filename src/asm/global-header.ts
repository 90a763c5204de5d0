// Reads `@g = … global T init, section "s" …`, `@a = … alias T, …`, `@i = ifunc …`.

import { type AttributeItem, parseAttribute } from "./attributes.js";
import { COMMA, OPEN_PAREN } from "./characters.js";
import { type ComdatClause, type QuotedClause, readAttachment, readComdatClause, readQuotedClause, type TextRange } from "./clauses.js";
import { skipConstant, skipType, skipTypedConstant } from "./constants.js";
import { Lexer, Token } from "./lexer.js";
import { symbolName } from "./names.js";

/** Offsets are into the bytes that were parsed. */
export interface GlobalHeader {
  readonly form: "global" | "constant" | "alias" | "ifunc";
  /** The `@name` token. */
  readonly name: TextRange;
  /** The decoded name; undefined for an unnamed global. */
  readonly symbol: string | undefined;
  /** Linkage, visibility, `thread_local`, `unnamed_addr`, `addrspace(n)` and so on: every word before the form. */
  readonly qualifiers: readonly (TextRange & { readonly word: string })[];
  /** The value type. */
  readonly type: TextRange;
  /** The initializer, or for an alias and ifunc the aliasee with its type; absent for a declaration. */
  readonly initializer?: TextRange;
  readonly section?: QuotedClause;
  readonly partition?: QuotedClause;
  /** `comdat` or `comdat($name)`. */
  readonly comdat?: ComdatClause;
  readonly align?: TextRange;
  /** Inline attributes and group references after the comma parts. */
  readonly attributes: readonly AttributeItem[];
}

/** Parses `bytes[start, stop)`; undefined when it is no global that is known. */
export function parseGlobalHeader(bytes: Buffer, start: number, stop: number): GlobalHeader | undefined {
  const lexer = new Lexer(bytes, start, stop);
  if (lexer.next() !== Token.Global) return undefined;
  const name = { start: lexer.start, stop: lexer.stop };
  const symbol = symbolName(bytes, lexer.start, lexer.stop);
  lexer.next();

  const qualifiers: (TextRange & { word: string })[] = [];
  let form: GlobalHeader["form"] | undefined;
  while (form === undefined) {
    if (lexer.next() !== Token.Word) return undefined;
    const word = lexer.text();
    if (word === "global" || word === "constant" || word === "alias" || word === "ifunc") form = word;
    else {
      const from = lexer.start;
      if (lexer.peek() === OPEN_PAREN) {
        lexer.next();
        lexer.skipBracketed();
      }
      qualifiers.push({ word, start: from, stop: lexer.stop });
    }
  }

  const typeStart = lexer.nextStart();
  if (!skipType(lexer)) return undefined;
  const known = { form, name, symbol, qualifiers, type: { start: typeStart, stop: lexer.stop } };

  if (form === "alias" || form === "ifunc") {
    if (lexer.next() === Token.End) return undefined;
    const from = lexer.nextStart();
    if (!skipAliasee(lexer)) return undefined;
    return { ...known, initializer: { start: from, stop: lexer.stop }, ...parseCommaParts(lexer) };
  }
  if (qualifiers.some(({ word }) => word === "external" || word === "extern_weak")) return { ...known, ...parseCommaParts(lexer) };
  const from = lexer.nextStart();
  if (!skipConstant(lexer)) return undefined;
  return { ...known, initializer: { start: from, stop: lexer.stop }, ...parseCommaParts(lexer) };
}

/** An aliasee is a typed constant, but LLVM before 14 also wrote expressions without a type: `alias T, bitcast (…)`. */
function skipAliasee(lexer: Lexer): boolean {
  const { position } = lexer;
  if (skipTypedConstant(lexer)) return true;
  lexer.position = position;
  return skipConstant(lexer);
}

/** What follows the initializer. */
export type CommaParts = Pick<GlobalHeader, "section" | "partition" | "comdat" | "align" | "attributes">;

/** Reads what follows the initializer, in any order, from after it to the end. */
export function parseCommaParts(lexer: Lexer): CommaParts {
  const attributes: AttributeItem[] = [];
  let parts: Omit<CommaParts, "attributes"> = {};
  while (lexer.next() !== Token.End) {
    const start = lexer.start;
    if (lexer.at(COMMA)) continue;
    if (lexer.kind === Token.Metadata) {
      readAttachment(lexer);
      continue;
    }
    const word = lexer.kind === Token.Word ? lexer.text() : "";
    switch (word) {
      case "section": case "partition":
        parts = { ...parts, [word]: readQuotedClause(lexer) };
        break;
      case "code_model":
        lexer.next();
        break;
      case "align":
        lexer.next();
        parts = { ...parts, align: { start, stop: lexer.stop } };
        break;
      case "comdat":
        parts = { ...parts, comdat: readComdatClause(lexer) };
        break;
      default: {
        const item = parseAttribute(lexer);
        if (item !== undefined) attributes.push(item);
      }
    }
  }
  return { attributes, ...parts };
}
