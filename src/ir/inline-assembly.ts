import { Function } from "./function.js";
import type { Module } from "./module.js";

/** The definitions whose text may hold inline assembly: `asm` before a flag or its template. */
export function definitionsWithAssembly(module: Module): Function[] {
  const found = new Set([...module.entitiesIncluding("asm "), ...module.entitiesIncluding('asm"')]);
  return [...found].filter((entity): entity is Function => entity instanceof Function && entity.isDefinition);
}
