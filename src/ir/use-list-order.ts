import { EntityKind } from "../asm/entity-kind.js";
import { OPEN_BRACE } from "../asm/characters.js";
import { skipTypedConstant } from "../asm/constants.js";
import { Lexer, Token } from "../asm/lexer.js";
import type { TextEdit } from "./edited-text.js";
import type { Entity } from "./entity.js";
import type { Module } from "./module.js";

/**
 * Takes out the use-list orders for which `isStale` is true of the text after
 * their keyword, and returns how many. They only order LLVM's lists in memory, but
 * one that does not fit the value's uses is refused by the parser. `entities` are
 * those that may hold such orders.
 */
export function dropUseListOrders(
  module: Module,
  isStale: (bytes: Buffer, start: number, stop: number) => boolean,
  entities: Iterable<Entity> = module.entitiesIncluding("uselistorder"),
): number {
  let dropped = 0;
  for (const entity of entities) {
    if (entity.kind === EntityKind.UseListOrder) {
      const { bytes, start, stop } = entity;
      if (!isStale(bytes, bytes.indexOf("uselistorder", start) + "uselistorder".length, stop)) continue;
      entity.remove();
      dropped++;
    } else if (entity.kind === EntityKind.Definition) {
      const edits = staleOrders(entity, isStale);
      entity.edit(edits);
      dropped += edits.length;
    }
  }
  return dropped;
}

function staleOrders(entity: Entity, isStale: (bytes: Buffer, start: number, stop: number) => boolean): TextEdit[] {
  const { bytes } = entity;
  const edits: TextEdit[] = [];
  const lexer = new Lexer(bytes, entity.start, entity.stop);
  while (lexer.next() !== Token.End) {
    if (lexer.kind !== Token.Word || !lexer.is("uselistorder")) continue;
    const keyword = { start: lexer.start, stop: lexer.stop };
    if (!skipTypedConstant(lexer)) continue;
    lexer.next(); // the comma
    lexer.next();
    if (!lexer.at(OPEN_BRACE) || !lexer.skipBracketed() || !isStale(bytes, keyword.stop, lexer.stop)) continue;
    let { start } = keyword;
    while (bytes[start - 1] === 0x20 || bytes[start - 1] === 0x09) start--;
    if (bytes[start - 1] === 0x0a) start--;
    edits.push({ start, stop: lexer.stop, text: "" });
  }
  return edits;
}
