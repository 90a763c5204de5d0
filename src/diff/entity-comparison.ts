// Compares entities of two modules, numbering apart.

import { EntityKind } from "../asm/entity-kind.js";
import type { Entity } from "../ir/entity.js";
import { Function } from "../ir/function.js";
import { type CanonicalChange, type CanonicalLine, canonicalLines, compareCanonical, type EntityText, type Numbering } from "./canonical-lines.js";
import { CONTEXT } from "./context.js";
import type { EntityChange } from "./entity-changes.js";
import { describe, type EntityDiff } from "./entity-diffs.js";
import { entityName, KIND_WORDS } from "./entity-name.js";
import type { Line, LineGroup } from "./line-changes.js";

/** Two entities that are taken for the same, or one that the other module lacks. */
export interface ComparedEntities {
  readonly before: Entity | undefined;
  readonly after: Entity | undefined;
  /** Where it stands in the first module, or would. */
  readonly origin: number;
  /** All lines of the first. */
  readonly lines: readonly CanonicalLine[];
  readonly changes: readonly CanonicalChange[];
}

export class Comparison {
  readonly #before: Numbering;
  readonly #after: Numbering;
  readonly #hasKnownNumbers: (text: EntityText) => boolean;
  readonly #visit: (compared: ComparedEntities) => void;

  /** `hasKnownNumbers`: whether all that a text refers to by number is the same in both modules. */
  constructor(before: Numbering, after: Numbering, hasKnownNumbers: (text: EntityText) => boolean, visit: (compared: ComparedEntities) => void) {
    this.#before = before;
    this.#after = after;
    this.#hasKnownNumbers = hasKnownNumbers;
    this.#visit = visit;
  }

  /** `origin` is where in the first module an entity stands that is in the second alone. */
  compare(before: Entity | undefined, after: Entity | undefined, origin: number): void {
    if (before === undefined && after === undefined) return;
    if (before !== undefined && after !== undefined && isSameText(before, after) && this.#hasKnownNumbers(textOf(before))) return;
    const lines = before === undefined ? [] : canonicalLines(textOf(before), this.#before);
    const now = after === undefined ? [] : canonicalLines(textOf(after), this.#after);
    const changes = before === undefined || after === undefined ? [{ start: 0, before: lines, after: now }] : compareCanonical(lines, now);
    this.#visit({ before, after, origin, lines, changes });
  }
}

/** The changes alone. */
export function changesOf({ before, after, origin, lines, changes }: ComparedEntities): EntityChange[] {
  const entity = (before ?? after)!;
  return changes.map((change, at) => ({
    pass: undefined,
    kind: KIND_WORDS[entity.kind],
    entity: entityName(entity),
    fate: fateOf(before, after),
    before: change.before.map(({ text }) => text),
    after: change.after.map(({ text }) => text),
    // Of what was put in, the place is that of the line it stands behind.
    origin: change.before[0]?.origin ?? before?.start ?? origin,
    context: () => {
      const first = at === 0 ? 0 : endOf(changes[at - 1]!);
      const end = endOf(change);
      return {
        before: lines.slice(Math.max(first, change.start - CONTEXT), change.start).map(({ text }) => text),
        after: lines.slice(end, Math.min(end + CONTEXT, changes[at + 1]?.start ?? lines.length)).map(({ text }) => text),
      };
    },
  }));
}

function endOf({ start, before }: CanonicalChange): number {
  return start + before.length;
}

/** The changes, and what stayed between them. */
export function diffOf({ before, after, lines, changes }: ComparedEntities): EntityDiff {
  const groups: LineGroup[] = [];
  let at = 0;
  for (const change of changes) {
    if (change.start > at) groups.push({ kind: "same", lines: lines.slice(at, change.start).map(plainLine) });
    groups.push({ kind: "change", before: change.before.map(plainLine), after: change.after.map(plainLine) });
    at = change.start + change.before.length;
  }
  if (at < lines.length) groups.push({ kind: "same", lines: lines.slice(at).map(plainLine) });
  const { start, ...what } = describe((before ?? after)!);
  return { pass: undefined, fate: fateOf(before, after), ...what, start: before === undefined ? undefined : start, groups };
}

function plainLine({ text, origin }: CanonicalLine): Line {
  return { text, steps: [], entity: undefined, origin };
}

function fateOf(before: Entity | undefined, after: Entity | undefined): EntityChange["fate"] {
  return before === undefined ? "added" : after === undefined ? "removed" : "changed";
}

function isSameText(entity: Entity, other: Entity): boolean {
  return entity.bytes.compare(other.bytes, other.start, other.stop, entity.start, entity.stop) === 0;
}

function textOf(entity: Entity): EntityText {
  const { bytes, start, stop, kind } = entity;
  // A node's and a group's own number is no part of what it is.
  if (kind === EntityKind.MetadataNode) return { bytes, start: bytes.indexOf("=", start, "latin1"), stop, bodyStart: 0 };
  return { bytes, start, stop, bodyStart: entity instanceof Function ? entity.bodyStart : 0 };
}
