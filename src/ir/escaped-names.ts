import { BACKSLASH, QUOTE } from "../asm/characters.js";
import { EntityKind } from "../asm/entity-kind.js";
import type { Entity } from "./entity.js";
import type { Module } from "./module.js";

/** The entities where some `@"…"` or `$"…"` holds an escape, so that no search for a name's own bytes finds it. */
export function entitiesWithEscapedNames(module: Module): Entity[] {
  const found = module.entitiesIncluding('@"', isEscaped);
  // `$` names comdats only, and what refers to one needs its definition.
  const hasComdats = !module.entities(EntityKind.Comdat).next().done;
  return hasComdats ? [...new Set([...found, ...module.entitiesIncluding('$"', isEscaped)])] : found;
}

function isEscaped(bytes: Buffer, at: number): boolean {
  for (let i = at + 2; i < bytes.length; i++) {
    if (bytes[i] === QUOTE) return false;
    if (bytes[i] === BACKSLASH) return true;
  }
  return false;
}
