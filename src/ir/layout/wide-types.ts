// The types of a module that are of interest: named ones, and those whose values lie in memory.

import type { TextRange } from "../../asm/clauses.js";
import { EntityKind } from "../../asm/entity-kind.js";
import { Lexer } from "../../asm/lexer.js";
import { parseType, type Type } from "../../asm/types.js";
import type { Entity } from "../entity.js";
import type { Module } from "../module.js";
import type { TypeLayouts } from "./type-layouts.js";

/** What `%T = type` lines define, by the names as they are written. */
export function namedTypes(module: Module): Map<string, Type> {
  const named = new Map<string, Type>();
  for (const entity of module.entities(EntityKind.Type)) {
    const type = definedType(entity);
    if (type !== undefined) named.set(nameOf(entity), type);
  }
  return named;
}

/** The name that a `%T = type` line defines. */
export function nameOf(entity: Entity): string {
  const lexer = new Lexer(entity.bytes, entity.start, entity.stop);
  lexer.next();
  return lexer.text();
}

/** The type that a `%T = type` line defines. */
export function definedType(entity: Entity): Type | undefined {
  const lexer = new Lexer(entity.bytes, entity.start, entity.stop);
  for (let token = 0; token < 4; token++) lexer.next();
  return parseType(lexer);
}

/** The type written at `start`. */
export function typeAt(entity: Entity, start: number): Type | undefined {
  const lexer = new Lexer(entity.bytes, start, entity.stop);
  lexer.next();
  return parseType(lexer);
}

/** Whether a global's initializer spells its type's parts out; `zeroinitializer` fits any. */
export function isSpeltOut(entity: Entity, initializer: TextRange | undefined): initializer is TextRange {
  return initializer !== undefined && !/^(?:zeroinitializer|undef|poison)$/.test(entity.bytes.toString("latin1", initializer.start, initializer.stop));
}

/**
 * Unnamed structs that packing alone does not keep, of which values are loaded, stored or
 * written out: padding is put into those values as well, wherever they are. Other values
 * stay in registers, and what they are made of is no matter.
 */
export class ValuesInMemory {
  readonly #layouts: TypeLayouts;
  readonly #keys = new Set<string>();

  constructor(layouts: TypeLayouts) {
    this.#layouts = layouts;
  }

  has(type: Type): boolean {
    return this.#keys.size > 0 && this.#keys.has(keyOf(type));
  }

  /** Takes note of a type in memory, and of all types of its parts. */
  add(type: Type): void {
    if (!this.#layouts.depends(type) || this.#layouts.isPure(type)) return;
    switch (type.kind) {
      case "struct":
        this.#keys.add(keyOf(type));
        for (const field of type.fields) this.add(field);
        break;
      case "array": case "vector":
        this.add(type.element);
        break;
      case "named": {
        const whole = this.#layouts.resolve(type);
        if (whole?.kind === "struct") for (const field of whole.fields) this.add(field);
        else if (whole !== undefined) this.add(whole);
        break;
      }
      default:
    }
  }

  /** Whether padding is put into values of a type or their parts. */
  arePadded(type: Type): boolean {
    if (!this.#layouts.depends(type) || this.#layouts.isPure(type)) return false;
    switch (type.kind) {
      case "named": return true;
      case "struct": return (this.has(type) && this.#layouts.fate(type).kind === "padded") || type.fields.some((field) => this.arePadded(field));
      case "array": case "vector": return this.arePadded(type.element);
      default: return false;
    }
  }
}

/** The same text for the same type. */
function keyOf(type: Type): string {
  switch (type.kind) {
    case "integer": return `i${type.bits}`;
    case "float": return type.word;
    case "named": return type.text;
    case "array": return `[${type.count} x ${keyOf(type.element)}]`;
    case "vector": return `<${type.count} x ${keyOf(type.element)}>`;
    case "struct": return `${type.packed ? "<" : ""}{${type.fields.map(keyOf).join()}}`;
    default: return type.kind;
  }
}
