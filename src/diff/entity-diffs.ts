// Entities that differ, each whole: what stayed of it stands between what changed.

import { EntityKind } from "../asm/entity-kind.js";
import type { Entity } from "../ir/entity.js";
import type { Module } from "../ir/module.js";
import { type EntityChange, fateOf, stepsIn } from "./entity-changes.js";
import { entityName, entitySymbol, KIND_WORDS, type KindWord } from "./entity-name.js";
import { compareLines, type LineGroup } from "./line-changes.js";
import { changedEntityFragments, type Steps } from "./steps.js";

/** What one pass did to one entity. */
export interface EntityDiff {
  /** The pass; undefined for two files. */
  readonly pass: string | undefined;
  readonly kind: KindWord;
  /** The entity's name as the module writes it. */
  readonly entity: string;
  /** The decoded symbol of a function or global, one character a byte. */
  readonly symbol: string | undefined;
  readonly fate: EntityChange["fate"];
  /** Offset of the entity in the (first) input; undefined for one that is not in it. */
  readonly start: number | undefined;
  /** All of the entity's lines before and after; one group at least is a change. */
  readonly groups: readonly LineGroup[];
}

/** What the passes whose steps are in `only` did to entities that are wanted, entity by entity, in the order of the text. */
export function* entityDiffs(module: Module, steps: Steps, only: ReadonlySet<number>, isWanted: (entity: Entity) => boolean): Generator<EntityDiff> {
  for (const { entity, fragments } of changedEntityFragments(module, steps)) {
    if (!isWanted(entity)) continue;
    for (const step of stepsIn({ fragments }, steps)) {
      if (!only.has(step)) continue;
      const groups = compareLines(fragments, step - 1, step);
      if (!groups.some(({ kind }) => kind === "change")) continue;
      yield { pass: steps.nameOf(step), fate: fateOf(entity, step, steps), ...describe(entity), groups };
    }
  }
}

/** What an entity is, for its diff. */
export function describe(entity: Entity): Pick<EntityDiff, "kind" | "entity" | "symbol" | "start"> {
  return {
    kind: KIND_WORDS[entity.kind],
    entity: entity.kind === EntityKind.None ? "" : entityName(entity),
    symbol: entitySymbol(entity),
    start: entity.index < 0 ? undefined : entity.module.scan.starts[entity.index],
  };
}
