// What differs between two modules, numbering apart: attribute groups, metadata and
// unnamed values that only have other numbers are the same.

import { printAttribute } from "../asm/attributes.js";
import { BANG, HASH } from "../asm/characters.js";
import { EntityKind } from "../asm/entity-kind.js";
import type { AttributeGroup } from "../ir/attribute-group.js";
import type { Entity } from "../ir/entity.js";
import { Function } from "../ir/function.js";
import type { Module } from "../ir/module.js";
import { alignLines } from "./align-lines.js";
import { type AttributeDelta, attributeDelta, formatDelta } from "./attribute-changes.js";
import { matchMetadata } from "./canonical-metadata.js";
import type { EntityChange } from "./entity-changes.js";
import { changesOf, type ComparedEntities, Comparison, diffOf } from "./entity-comparison.js";
import type { EntityDiff } from "./entity-diffs.js";
import { entityName } from "./entity-name.js";
import { matchKey, namedEntities } from "./file-segments.js";
import type { AttributeReport, DiffReport } from "./report.js";
import { mayMention } from "./unchanged-numbers.js";

/** Compares two modules; only what belongs to entities that are wanted. */
export function compareModules(before: Module, after: Module, isWanted: (entity: Entity) => boolean): DiffReport {
  const changes: EntityChange[] = [];
  compareAll(before, after, isWanted, (compared) => changes.push(...changesOf(compared)));
  return { passes: [], changes: changes.sort((a, b) => a.origin - b.origin), attributes: compareAttributes(before, after, isWanted) };
}

/** The entities that differ, whole, in the order of the first module. */
export function compareEntities(before: Module, after: Module, isWanted: (entity: Entity) => boolean): EntityDiff[] {
  const diffs: { readonly diff: EntityDiff; readonly origin: number }[] = [];
  compareAll(before, after, isWanted, (compared) => {
    if (compared.changes.length > 0) diffs.push({ diff: diffOf(compared), origin: compared.origin });
  });
  return diffs.sort((a, b) => a.origin - b.origin).map(({ diff }) => diff);
}

function compareAll(before: Module, after: Module, isWanted: (entity: Entity) => boolean, visit: (compared: ComparedEntities) => void): void {
  const metadata = matchMetadata(before, after);
  const groups = changedGroups(before, after);
  const comparison = new Comparison(
    { group: groupText(before), node: metadata.idBefore },
    { group: groupText(after), node: metadata.idAfter },
    ({ bytes, start, stop, bodyStart }) => !mayMention(bytes, Math.max(start, bodyStart), stop, HASH, groups) && !mayMention(bytes, start, stop, BANG, metadata.renumbered),
    visit,
  );
  const old = namedEntities(before);
  const now = namedEntities(after);
  for (const [key, entity] of old) {
    const other = now.get(key);
    if (!isWanted(entity) && (other === undefined || !isWanted(other))) continue;
    comparison.compare(entity, other, entity.start);
  }
  let behind = 0;
  for (const [key, entity] of now) {
    const other = old.get(key);
    if (other !== undefined) behind = other.start;
    else if (isWanted(entity)) comparison.compare(undefined, entity, behind);
  }
  compareGroups(before, after, comparison, isWanted);
  compareUnnamed(before, after, comparison, isWanted);
  for (const [a, b] of metadata.changed) comparison.compare(nodeEntity(before, a, isWanted), nodeEntity(after, b, isWanted), before.scan.starts[a]!);
  for (const node of metadata.removed) comparison.compare(nodeEntity(before, node, isWanted), undefined, before.scan.starts[node]!);
  for (const node of metadata.added) comparison.compare(undefined, nodeEntity(after, node, isWanted), before.bytes.length);
}

/** The function attributes that differ. */
export function compareAttributes(before: Module, after: Module, isWanted: (entity: Entity) => boolean): AttributeReport[] {
  return attributesOf(namedEntities(before), namedEntities(after), changedGroups(before, after), isWanted);
}

type Entities = ReadonlyMap<string, Entity>;

function attributesOf(old: Entities, now: Entities, groups: ReadonlySet<number>, isWanted: (entity: Entity) => boolean): AttributeReport[] {
  const reports = new Map<string, AttributeReport & { functions: string[] }>();
  const deltas = new Map<string, AttributeDelta | undefined>();
  for (const [key, entity] of old) {
    const other = now.get(key);
    if (!(entity instanceof Function) || !(other instanceof Function) || !(isWanted(entity) || isWanted(other))) continue;
    if (isSameHeader(entity, other) && !mayMention(entity.bytes, entity.start, entity.bodyStart, HASH, groups)) continue;
    // Most functions of a module share a few headers' ends.
    const trailers = `${trailerOf(entity)}\0${trailerOf(other)}`;
    if (!deltas.has(trailers)) deltas.set(trailers, attributeDelta(entity.attributes(), other.attributes()));
    const delta = deltas.get(trailers);
    if (delta === undefined) continue;
    const what = formatDelta(delta);
    const report = reports.get(what);
    if (report === undefined) reports.set(what, { pass: undefined, ...delta, functions: [entityName(entity)] });
    else report.functions.push(entityName(entity));
  }
  return [...reports.values()];
}

function isSameHeader(entity: Function, other: Function): boolean {
  return entity.bytes.compare(other.bytes, other.start, other.bodyStart, entity.start, entity.bodyStart) === 0;
}

/** What stands behind a function's parameters. */
function trailerOf({ module, index, bodyStart }: Function): string {
  return module.bytes.toString("latin1", module.scan.trailers[index]!, bodyStart);
}

/** Numbers of groups that do not hold the same in both modules. */
function changedGroups(before: Module, after: Module): Set<number> {
  const [old, now] = [groupText(before), groupText(after)];
  const numbers = new Set([...before.attributeGroups(), ...after.attributeGroups()].map(({ number }) => number));
  return new Set([...numbers].filter((number) => old(number) !== now(number)));
}

function groupText(module: Module): (number: number) => string {
  const known = new Map<number, string>();
  return (number) => {
    let text = known.get(number);
    if (text === undefined) known.set(number, (text = contentOf(module.attributeGroup(number))));
    return text;
  };
}

function contentOf(group: AttributeGroup | undefined): string {
  return [...new Set(group?.attributes.map(printAttribute) ?? [])].sort().join(" ");
}

/** Groups of one content are the same group. Of the others, those are taken for one that have most in common. */
function compareGroups(before: Module, after: Module, comparison: Comparison, isWanted: (entity: Entity) => boolean): void {
  const contentsBefore = new Set([...before.attributeGroups()].map(contentOf));
  const contentsAfter = new Set([...after.attributeGroups()].map(contentOf));
  const old = [...before.attributeGroups()].filter((group) => !contentsAfter.has(contentOf(group)));
  const now = new Set([...after.attributeGroups()].filter((group) => !contentsBefore.has(contentOf(group))));
  for (const group of old) {
    const other = mostAlike(group, now);
    if (other !== undefined) now.delete(other);
    if (isWanted(group) || (other !== undefined && isWanted(other))) comparison.compare(group, other, group.start);
  }
  for (const group of now) if (isWanted(group)) comparison.compare(undefined, group, before.bytes.length);
}

function mostAlike(group: AttributeGroup, others: Iterable<AttributeGroup>): AttributeGroup | undefined {
  const own = new Set(group.attributes.map(printAttribute));
  let best: AttributeGroup | undefined;
  let most = 0;
  for (const other of others) {
    const common = other.attributes.filter((attribute) => own.has(printAttribute(attribute))).length;
    if (common <= most) continue;
    best = other;
    most = common;
  }
  return best;
}

/** Entities that have neither name nor number, in their order. */
function compareUnnamed(before: Module, after: Module, comparison: Comparison, isWanted: (entity: Entity) => boolean): void {
  const old = unnamed(before);
  const now = unnamed(after);
  const numbers = new Map<string, number>();
  const number = (entity: Entity): number => {
    const text = entity.text();
    const value = numbers.get(text) ?? numbers.size;
    numbers.set(text, value);
    return value;
  };
  const pairs = alignLines(Uint32Array.from(old, number), Uint32Array.from(now, number));
  const kept = new Set(pairs.flatMap(([a, b]) => [old[a]!, now[b]!]));
  let behind = before.bytes.length;
  for (const entity of old) {
    if (kept.has(entity)) behind = entity.start;
    else if (isWanted(entity)) comparison.compare(entity, undefined, entity.start);
  }
  for (const entity of now) if (!kept.has(entity) && isWanted(entity)) comparison.compare(undefined, entity, behind);
}

function unnamed(module: Module): Entity[] {
  const found: Entity[] = [];
  const { count, kinds } = module.scan;
  for (let index = 0; index < count; index++) {
    if (kinds[index] === EntityKind.MetadataNode || kinds[index] === EntityKind.AttributeGroup) continue;
    const entity = module.entity(index);
    if (matchKey(entity) === undefined) found.push(entity);
  }
  return found;
}

function nodeEntity(module: Module, index: number, isWanted: (entity: Entity) => boolean): Entity | undefined {
  const entity = module.entity(index);
  return isWanted(entity) ? entity : undefined;
}
