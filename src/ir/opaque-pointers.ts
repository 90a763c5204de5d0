import { CLASSES, WORD } from "../asm/characters.js";
import { Lexer, Token } from "../asm/lexer.js";
import type { Entity } from "./entity.js";
import type { Module } from "./module.js";

/**
 * Whether the module has the type `ptr`, so that only LLVM 15 and newer read it. Where it
 * has not, LLVM 14 may, for which a symbol and whatever names it must agree on its type.
 */
export function hasOpaquePointers(module: Module): boolean {
  return module.entitiesIncluding("ptr", isWholeWord).some(hasPointerType);
}

function isWholeWord(bytes: Buffer, at: number): boolean {
  return !(CLASSES[bytes[at - 1] ?? 0]! & WORD) && !(CLASSES[bytes[at + 3] ?? 0]! & WORD);
}

/** Whether it stands there outside quotes, comments and names. */
function hasPointerType({ bytes, start, stop }: Entity): boolean {
  const lexer = new Lexer(bytes, start, stop);
  while (lexer.next() !== Token.End) if (lexer.kind === Token.Word && lexer.is("ptr")) return true;
  return false;
}
