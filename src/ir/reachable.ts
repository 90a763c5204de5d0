import { EntityKind } from "../asm/entity-kind.js";
import { Lexer, Token } from "../asm/lexer.js";
import { symbolName } from "../asm/names.js";
import type { Entity } from "./entity.js";
import type { Module } from "./module.js";

/**
 * The functions and globals that are needed when those called `roots` are, and those
 * that every module keeps: `@llvm.used` and its kin, what metadata names.
 */
export function reachableEntities(module: Module, roots: Iterable<string>): ReadonlySet<Entity> {
  const reached = new Set<Entity>();
  const waiting: Entity[] = [];
  const reach = (entity: Entity | undefined): void => {
    if (entity === undefined || reached.has(entity)) return;
    reached.add(entity);
    waiting.push(entity);
  };
  const reachNamesIn = ({ bytes, start, stop }: Entity): void => {
    const lexer = new Lexer(bytes, start, stop);
    while (lexer.next() !== Token.End) {
      if (lexer.kind !== Token.Global) continue;
      const name = symbolName(bytes, lexer.start, lexer.stop);
      if (name !== undefined) reach(module.symbol(name));
    }
  };
  for (const name of roots) reach(module.symbol(name));
  for (const global of module.globals()) if (global.symbol === undefined || global.symbol.startsWith("llvm.")) reach(global);
  for (const kind of [EntityKind.MetadataNode, EntityKind.NamedMetadata]) {
    for (const node of module.entities(kind, (bytes, start, stop) => bytes.subarray(start, stop).includes(AT_SIGN))) reachNamesIn(node);
  }
  for (let entity; (entity = waiting.pop()) !== undefined; ) reachNamesIn(entity);
  return reached;
}

/**
 * Removes the functions and globals that are not needed when those called `roots` are.
 * Summaries and orders of uses, which speak of all and change nothing, go with them.
 */
export function keepReachable(module: Module, roots: Iterable<string>): void {
  const needed = reachableEntities(module, roots);
  for (const entity of [...module.globals(), ...module.functions()]) if (!needed.has(entity)) entity.remove();
  for (const kind of [EntityKind.UseListOrder, EntityKind.Summary]) for (const entity of module.entities(kind)) entity.remove();
}

const AT_SIGN = 0x40;
