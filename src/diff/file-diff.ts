import type { Entity } from "../ir/entity.js";
import type { Module } from "../ir/module.js";
import type { EntityDiff } from "./entity-diffs.js";
import { compareAttributes, compareEntities, compareModules } from "./file-report.js";
import { fileSegments } from "./file-segments.js";
import { belongsTo, type Difference, type DiffFilter } from "./pipeline-diff.js";
import type { AttributeReport, DiffReport } from "./report.js";
import { sameLines, type Segment } from "./segments.js";
import { Steps } from "./steps.js";

/** Two modules compared. */
export class FileDiff implements Difference {
  readonly #before: Module;
  readonly #after: Module;
  readonly #isWanted: ((entity: Entity) => boolean) | undefined;

  #report: DiffReport | undefined;

  constructor(before: Module, after: Module, { symbols }: Pick<DiffFilter, "symbols">) {
    this.#before = before;
    this.#after = after;
    if (symbols === undefined) return;
    const filters = [before, after].map((module) => belongsTo(module, symbols, new Steps([])));
    this.#isWanted = (entity) => filters.some((isWanted) => isWanted(entity));
  }

  *segments(): Generator<Segment> {
    const isWanted = this.#isWanted;
    for (const segment of fileSegments(this.#before, this.#after)) {
      if (segment.kind === "same" || isWanted === undefined) yield segment;
      else if ([...segment.before, ...segment.after].some(({ entity }) => entity !== undefined && isWanted(entity))) yield segment;
      else yield* sameLines(segment.before);
    }
  }

  report(): DiffReport {
    return (this.#report ??= compareModules(this.#before, this.#after, this.#isWanted ?? (() => true)));
  }

  entities(): readonly EntityDiff[] {
    return compareEntities(this.#before, this.#after, this.#isWanted ?? (() => true));
  }

  attributes(): readonly AttributeReport[] {
    return this.#report?.attributes ?? compareAttributes(this.#before, this.#after, this.#isWanted ?? (() => true));
  }
}
