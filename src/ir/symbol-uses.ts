import { EntityKind } from "../asm/entity-kind.js";
import { Lexer, Token } from "../asm/lexer.js";
import { decodeQuoted, symbolName } from "../asm/names.js";
import type { Entity } from "./entity.js";
import { entitiesWithEscapedNames } from "./escaped-names.js";
import type { Module, SymbolEntity } from "./module.js";

/**
 * Whether anything needs the symbol that `declared` declares: code, initializers,
 * clauses and metadata that name it, assembly and string attributes that may.
 * A name in a comment, a string constant or debug info's text is no use, nor
 * is its use-list order.
 */
export function isUsed(module: Module, declared: SymbolEntity): boolean {
  const name = declared.symbol;
  if (name === undefined) return true;
  const suspects = new Set<Entity>([...module.entitiesIncluding(name), ...entitiesWithEscapedNames(module)]);
  suspects.delete(declared);
  for (const entity of suspects) if (entity.kind !== EntityKind.UseListOrder && names(entity, name)) return true;
  return false;
}

function names(entity: Entity, name: string): boolean {
  const { bytes } = entity;
  const lexer = new Lexer(bytes, entity.start, entity.stop);
  while (lexer.next() !== Token.End) {
    if (lexer.kind === Token.Global) {
      if (symbolName(bytes, lexer.start, lexer.stop) === name) return true;
    } else if (lexer.kind === Token.String) {
      if (decodeQuoted(bytes, lexer.start + 1, lexer.stop - 1).includes(name)) return true;
    }
  }
  return false;
}
