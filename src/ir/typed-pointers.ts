import { STAR } from "../asm/characters.js";
import { EntityKind } from "../asm/entity-kind.js";
import { Lexer, Token } from "../asm/lexer.js";
import type { Entity } from "./entity.js";
import type { Module } from "./module.js";

/**
 * Whether the module says what its pointers point to, `i8*`, as LLVM up to 14 does.
 * Where it does, a symbol and what refers to it must agree on its type.
 */
export function usesTypedPointers(module: Module): boolean {
  return module.entitiesIncluding("*", (bytes, at) => bytes[at - 1] !== 0x2f && bytes[at + 1] !== 0x2f).some(hasPointerType);
}

/** Whether a `*` stands there outside quotes and comments. */
function hasPointerType(entity: Entity): boolean {
  if (entity.kind === EntityKind.Summary) return false;
  const lexer = new Lexer(entity.bytes, entity.start, entity.stop);
  while (lexer.next() !== Token.End) if (lexer.at(STAR)) return true;
  return false;
}
