// Two files line by line. Entities of one name are compared with each other, so a
// function is never taken for its neighbour; what is left goes by its lines alone.

import { NEWLINE } from "../asm/characters.js";
import { EntityKind } from "../asm/entity-kind.js";
import type { Entity } from "../ir/entity.js";
import type { Module } from "../ir/module.js";
import { longestRising } from "./align-lines.js";
import { entityName, entitySymbol } from "./entity-name.js";
import { groupLines, type Line } from "./line-changes.js";
import { sameLines, type Segment } from "./segments.js";

/** The two texts, faithfully: applied as a patch this makes the one of the other. */
export function* fileSegments(before: Module, after: Module): Generator<Segment> {
  let a = 0;
  let b = 0;
  const ends = [before.bytes.length, after.bytes.length] as const;
  for (const [stopA, stopB] of [...lineAnchors(before, after), ends]) {
    yield* blockSegments(before, a, stopA, after, b, stopB);
    a = stopA;
    b = stopB;
  }
}

/** What an entity is matched by in another module; undefined for what has no name of its own. */
export function matchKey(entity: Entity): string | undefined {
  switch (entity.kind) {
    case EntityKind.Definition:
    case EntityKind.Declaration:
    case EntityKind.GlobalValue: {
      const symbol = entitySymbol(entity);
      return symbol === undefined ? undefined : `@${symbol}`;
    }
    case EntityKind.SourceFilename:
    case EntityKind.Target:
    case EntityKind.Type:
    case EntityKind.Comdat:
    case EntityKind.NamedMetadata: return entityName(entity);
    default: return undefined;
  }
}

/** The entities that have a name, by it; of several of one name the first. */
export function namedEntities(module: Module): Map<string, Entity> {
  const found = new Map<string, Entity>();
  const { count, kinds } = module.scan;
  for (let index = 0; index < count; index++) {
    if (kinds[index] === EntityKind.MetadataNode) continue;
    const entity = module.entity(index);
    const key = matchKey(entity);
    if (key !== undefined && !found.has(key)) found.set(key, entity);
  }
  return found;
}

/** Where entities of one name begin a line in both, rising in both. */
function lineAnchors(before: Module, after: Module): (readonly [number, number])[] {
  const others = namedEntities(after);
  const pairs: (readonly [number, number])[] = [];
  for (const [key, { module, start }] of namedEntities(before)) {
    const other = others.get(key);
    if (other !== undefined && beginsLine(module.bytes, start) && beginsLine(after.bytes, other.start)) pairs.push([start, other.start]);
  }
  return longestRising(pairs);
}

function beginsLine(bytes: Buffer, at: number): boolean {
  return at === 0 || bytes[at - 1] === NEWLINE;
}

function* blockSegments(before: Module, a: number, stopA: number, after: Module, b: number, stopB: number): Generator<Segment> {
  const left = before.bytes.subarray(a, stopA);
  if (left.equals(after.bytes.subarray(b, stopB))) {
    if (stopA > a) yield { kind: "same", bytes: before.bytes, start: a, stop: stopA };
    return;
  }
  for (const group of groupLines(linesOf(before, a, stopA), linesOf(after, b, stopB))) {
    if (group.kind === "same") yield* sameLines(group.lines);
    else yield { kind: "change", before: group.before.map((line) => withEntity(line, before)), after: group.after.map((line) => withEntity(line, after)) };
  }
}

function linesOf({ bytes }: Module, start: number, stop: number): Line[] {
  const lines: Line[] = [];
  for (let at = start; at < stop; ) {
    const newline = bytes.indexOf(NEWLINE, at);
    const end = newline < 0 || newline >= stop ? stop : newline + 1;
    lines.push({ text: bytes.subarray(at, end), steps: [], entity: undefined, origin: at });
    at = end;
  }
  return lines;
}

function withEntity(line: Line, module: Module): Line {
  return { ...line, entity: module.entityAt(line.origin) };
}
