// What a pipeline did to a module, for every rendering: the parts of it that are asked for.

import { EntityKind } from "../asm/entity-kind.js";
import type { Entity } from "../ir/entity.js";
import type { Module } from "../ir/module.js";
import { attributeChanges } from "./attribute-changes.js";
import { entityChanges } from "./entity-changes.js";
import { type EntityDiff, entityDiffs } from "./entity-diffs.js";
import { entityName, entitySymbol, isNamed } from "./entity-name.js";
import { groupsEverUsed } from "./groups-used.js";
import type { AttributeReport, DiffReport } from "./report.js";
import { type Change, moduleSegments, type Segment } from "./segments.js";
import { Steps } from "./steps.js";

/** What to show of a diff; all of it where nothing is said. */
export interface DiffFilter {
  /** What this pass changed. */
  readonly pass?: string | undefined;
  /** What belongs to these functions and globals: themselves, and the attribute groups of their headers and of the calls in them. */
  readonly symbols?: readonly string[] | undefined;
}

/** A difference, for every rendering. */
export interface Difference {
  /** The texts, faithfully. */
  segments(): Iterable<Segment>;
  report(): DiffReport;
  /** The entities that differ, whole, in the order of the text. */
  entities(): Iterable<EntityDiff>;
  /** The report's function attributes, which take less to find than all of it. */
  attributes(): readonly AttributeReport[];
}

export class PipelineDiff implements Difference {
  readonly steps: Steps;
  readonly #module: Module;
  readonly #isWanted: (entity: Entity) => boolean;
  /** The steps that are looked at: one, or all. */
  readonly #only: ReadonlySet<number>;
  readonly #isFiltered: boolean;
  #attributes: readonly AttributeReport[] | undefined;

  /** `passes` ran on `module`, in this order, and signed their edits with these names. */
  constructor(module: Module, passes: readonly string[], { pass, symbols }: DiffFilter = {}) {
    this.steps = new Steps(passes);
    this.#module = module;
    this.#isFiltered = symbols !== undefined;
    this.#isWanted = symbols === undefined ? () => true : belongsTo(module, symbols, this.steps);
    this.#only = new Set(pass === undefined ? passes.map((_, index) => index + 1) : [this.steps.of(pass)]);
  }

  /** The module's text before and after what is looked at. */
  segments(): Generator<Segment> {
    const steps = [...this.#only];
    const isWanted = ({ before, after }: Change): boolean => [...before, ...after].some(({ entity }) => entity !== undefined && this.#isWanted(entity));
    return moduleSegments(this.#module, this.steps, (steps[0] ?? 1) - 1, steps.at(-1) ?? 0, this.#isFiltered ? isWanted : () => true);
  }

  report(): DiffReport {
    const { steps } = this;
    return {
      passes: steps.passes,
      changes: entityChanges(this.#module, steps, this.#only, this.#isWanted),
      attributes: this.attributes(),
    };
  }

  entities(): Generator<EntityDiff> {
    return entityDiffs(this.#module, this.steps, this.#only, this.#isWanted);
  }

  attributes(): readonly AttributeReport[] {
    return (this.#attributes ??= this.#findAttributes());
  }

  #findAttributes(): AttributeReport[] {
    const { steps } = this;
    return attributeChanges(this.#module, steps).flatMap(({ step, functions, added, removed }) => {
      const wanted = this.#isFiltered ? functions.filter(this.#isWanted) : functions;
      return !this.#only.has(step) || wanted.length === 0 ? [] : [{ pass: steps.nameOf(step), added, removed, functions: wanted.map(entityName) }];
    });
  }
}

/** Whether a function or global of that name is, or was, in the module. */
export function hasSymbol(module: Module, wanted: string): boolean {
  return symbolEntities(module).some((entity) => isEntityNamed(entity, wanted));
}

/** Functions and globals, those that are gone included. */
function symbolEntities(module: Module): Entity[] {
  const gone = [...module.changedEntities()].filter((entity) => entity.isRemoved && entity.index >= 0);
  return [...module.functions(), ...module.globals(), ...gone];
}

function isEntityNamed(entity: Entity, wanted: string): boolean {
  const first = entitySymbol(entity);
  if (first !== undefined && isNamed(first, wanted)) return true;
  const now = "symbol" in entity && typeof entity.symbol === "string" ? entity.symbol : undefined;
  return now !== undefined && isNamed(now, wanted);
}

/** Whether an entity is a function or global of one of those names, or a group that it or a call in it has. */
export function belongsTo(module: Module, wanted: readonly string[], steps: Steps): (entity: Entity) => boolean {
  const named = new Set(symbolEntities(module).filter((entity) => wanted.some((name) => isEntityNamed(entity, name))));
  const groups = new Set<number>();
  for (const entity of named) {
    if (entity.kind !== EntityKind.Definition && entity.kind !== EntityKind.Declaration) continue;
    for (const group of groupsEverUsed(entity, steps)) groups.add(group);
  }
  return (entity) => named.has(entity) || ("number" in entity && typeof entity.number === "number" && groups.has(entity.number));
}
