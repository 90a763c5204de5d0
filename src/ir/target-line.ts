import { EntityKind } from "../asm/entity-kind.js";
import { Lexer, Token } from "../asm/lexer.js";
import { decodeQuoted } from "../asm/names.js";
import type { Entity } from "./entity.js";
import type { Module } from "./module.js";
import { parseTriple, type Triple } from "./triple.js";

/** `target triple = "…"` or `target datalayout = "…"`. */
export interface TargetLine {
  readonly entity: Entity;
  /** The decoded text between the quotes. */
  readonly value: string;
  /** Where the quoted text, quotes included, stands in the entity's `bytes`. */
  readonly start: number;
  readonly stop: number;
}

/** The line of that kind that counts: of several the last. Undefined when the module has none. */
export function targetLine(module: Module, property: "triple" | "datalayout"): TargetLine | undefined {
  let found: TargetLine | undefined;
  for (const entity of module.entities(EntityKind.Target)) {
    const lexer = new Lexer(entity.bytes, entity.start, entity.stop);
    lexer.next();
    lexer.next();
    if (!lexer.is(property)) continue;
    lexer.next();
    if (lexer.next() !== Token.String) continue;
    const value = decodeQuoted(entity.bytes, lexer.start + 1, lexer.stop - 1);
    found = { entity, value, start: lexer.start, stop: lexer.stop };
  }
  return found;
}

/** The module's triple; undefined when it names none. */
export function moduleTriple(module: Module): Triple | undefined {
  const line = targetLine(module, "triple");
  return line === undefined || line.value === "" ? undefined : parseTriple(line.value);
}
