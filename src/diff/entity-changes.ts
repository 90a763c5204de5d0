// What each pass did to which entity: the form that statistics and JSON are made from.

import { EntityKind } from "../asm/entity-kind.js";
import type { Entity } from "../ir/entity.js";
import type { Module } from "../ir/module.js";
import { KIND_WORDS, type KindWord, entityName } from "./entity-name.js";
import { compareLines, type Line } from "./line-changes.js";
import { CONTEXT, type Context, firstLines, lastLines } from "./context.js";
import { regionsOf, type Region, type Untouched } from "./regions.js";
import { fragmentsOf, type Steps } from "./steps.js";

/** A change of one entity's lines. */
export interface EntityChange {
  /** The pass; undefined for two files. */
  readonly pass: string | undefined;
  readonly kind: KindWord;
  /** The entity's name as the module writes it. */
  readonly entity: string;
  /** Whether the entity is there before and after. */
  readonly fate: "changed" | "added" | "removed";
  /** Lines, with their line ends; one of the two may be empty. */
  readonly before: readonly Buffer[];
  readonly after: readonly Buffer[];
  /** Offset in the (first) input of its first line, or of the text that it was put in behind. */
  readonly origin: number;
  /** What stands around it and is the same. */
  readonly context: () => Context;
}

/** The changes of the passes whose steps are in `only`, in the order of the text; only those of entities that are wanted. */
export function* entityChanges(
  module: Module,
  steps: Steps,
  only: ReadonlySet<number>,
  isWanted: (entity: Entity) => boolean,
): Generator<EntityChange> {
  let above: Untouched | undefined;
  let region: Region | undefined;
  for (const part of regionsOf(fragmentsOf(module, steps))) {
    if (region !== undefined) yield* changesOf(region, part.kind === "untouched" ? part : undefined);
    if (region !== undefined && part.kind === "region") above = undefined;
    if (part.kind === "untouched") above = part;
    region = part.kind === "region" ? part : undefined;
  }
  if (region !== undefined) yield* changesOf(region, undefined);

  function* changesOf(part: Region, below: Untouched | undefined): Generator<EntityChange> {
    const around: Surroundings = { above, below };
    for (const step of stepsIn(part, steps)) if (only.has(step)) yield* changesAt(part, step, steps, isWanted, around);
  }
}

/** The lines around a region. */
interface Surroundings {
  readonly above: Untouched | undefined;
  readonly below: Untouched | undefined;
}

/** The steps that changed something there, rising. */
export function stepsIn({ fragments }: Pick<Region, "fragments">, { last }: Steps): number[] {
  const found = new Set<number>();
  for (const { from, to } of fragments) {
    if (from > 0) found.add(from);
    if (to <= last) found.add(to);
  }
  return [...found].sort((a, b) => a - b);
}

function* changesAt({ fragments }: Region, step: number, steps: Steps, isWanted: (entity: Entity) => boolean, { above, below }: Surroundings): Generator<EntityChange> {
  const groups = compareLines(fragments, step - 1, step);
  const same = (at: number): Buffer[] => {
    const group = groups[at];
    return group?.kind === "same" ? group.lines.map(({ text }) => text) : [];
  };
  for (const [at, group] of groups.entries()) {
    if (group.kind === "same") continue;
    const context = (): Context => ({
      before: [...(at <= 1 && above !== undefined ? lastLines(above) : []), ...same(at - 1)].slice(-CONTEXT),
      after: [...same(at + 1), ...(at >= groups.length - 2 && below !== undefined ? firstLines(below) : [])].slice(0, CONTEXT),
    });
    for (const [entity, { before, after }] of byEntity(group.before, group.after)) {
      if (entity !== undefined && !isWanted(entity)) continue;
      yield {
        pass: steps.nameOf(step),
        kind: KIND_WORDS[entity?.kind ?? EntityKind.None],
        entity: entity === undefined ? "" : entityName(entity),
        fate: fateOf(entity, step, steps),
        before: before.map(({ text }) => text),
        after: after.map(({ text }) => text),
        origin: (before[0] ?? after[0])!.origin,
        context,
      };
    }
  }
}

function byEntity(before: readonly Line[], after: readonly Line[]): Map<Entity | undefined, { before: Line[]; after: Line[] }> {
  const found = new Map<Entity | undefined, { before: Line[]; after: Line[] }>();
  const of = (entity: Entity | undefined): { before: Line[]; after: Line[] } => {
    let lines = found.get(entity);
    if (lines === undefined) found.set(entity, (lines = { before: [], after: [] }));
    return lines;
  };
  for (const line of before) of(line.entity).before.push(line);
  for (const line of after) of(line.entity).after.push(line);
  return found;
}

/** What a step did to an entity as a whole. */
export function fateOf(entity: Entity | undefined, step: number, steps: Steps): EntityChange["fate"] {
  if (entity?.removedBy !== undefined && steps.of(entity.removedBy) === step) return "removed";
  return entity?.insertedBy !== undefined && steps.of(entity.insertedBy) === step ? "added" : "changed";
}
