import { CLASSES, WORD } from "../../asm/characters.js";
import { EntityKind } from "../../asm/entity-kind.js";
import { Lexer, Token } from "../../asm/lexer.js";
import { linkerName } from "../../asm/linker-name.js";
import { decodeQuoted, symbolName } from "../../asm/names.js";
import { SYMBOL_ATTRIBUTE_KEYS } from "../../asm/symbol-attributes.js";
import type { Entity } from "../entity.js";
import type { Module } from "../module.js";

/**
 * The entities that may name one of `names`, the linker's, looked up at every place where
 * a symbol can stand: for more names than can be searched for one by one.
 */
export function entitiesNaming(module: Module, names: ReadonlySet<string>, prefix: string): Entity[] {
  const isNamed = (symbol: string | undefined): boolean => symbol !== undefined && names.has(linkerName(symbol, prefix));
  const isNamedAt = (bytes: Buffer, at: number): boolean => {
    const lexer = new Lexer(bytes, at);
    lexer.next();
    return isNamed(symbolName(bytes, lexer.start, lexer.stop));
  };
  const isNamedAfter = (bytes: Buffer, at: number): boolean => {
    const lexer = new Lexer(bytes, at);
    lexer.next();
    return lexer.next() === Token.String && isNamed(decodeQuoted(bytes, lexer.start + 1, lexer.stop - 1));
  };
  const hasComdats = !module.entities(EntityKind.Comdat).next().done;
  return [
    ...module.entitiesIncluding("@", isNamedAt),
    ...(hasComdats ? module.entitiesIncluding("$", isNamedAt) : []),
    ...module.entitiesIncluding("linkageName:", isNamedAfter),
    ...module.entitiesIncluding("targetFuncName:", isNamedAfter),
    ...SYMBOL_ATTRIBUTE_KEYS.flatMap((key) => module.entitiesIncluding(`"${key}`)),
    ...module.entitiesIncluding("stack-protector-guard-symbol"),
    ...module.entitiesIncluding("asm", isWholeWord),
    ...module.entities(EntityKind.Summary),
  ];
}

function isWholeWord(bytes: Buffer, at: number): boolean {
  return !(CLASSES[bytes[at - 1] ?? 0]! & WORD) && !(CLASSES[bytes[at + 3] ?? 0]! & WORD);
}
