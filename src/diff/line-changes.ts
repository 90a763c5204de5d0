// Which lines of a region differ between two steps, and whose doing each is.

import { NEWLINE } from "../asm/characters.js";
import type { Entity } from "../ir/entity.js";
import { alignLines } from "./align-lines.js";
import { type Fragment, isThere } from "./steps.js";

/** A line, with its line end where it has one. */
export interface Line {
  readonly text: Buffer;
  /** The steps that changed it, rising; none for a line that is the same. */
  readonly steps: readonly number[];
  /** The entity it was changed with; undefined for two files, and for lines that nobody changed. */
  readonly entity: Entity | undefined;
  /** Offset in the input of the line, or of what it stands behind. */
  readonly origin: number;
}

/** Lines that are the same, or lines that take the place of others. */
export type LineGroup =
  | { readonly kind: "same"; readonly lines: readonly Line[] }
  | { readonly kind: "change"; readonly before: readonly Line[]; readonly after: readonly Line[] };

/** Compares the text of `fragments`, whole lines, at two steps. */
export function compareLines(fragments: readonly Fragment[], from: number, to: number): LineGroup[] {
  const { before, after, untouched } = splitLines(fragments, from, to);
  return groupLines(before, after, untouched);
}

/** Aligns lines and groups them; `known` are pairs that are the same line, rising in both. */
export function groupLines(before: readonly Line[], after: readonly Line[], known: readonly Pair[] = []): LineGroup[] {
  const groups: LineGroup[] = [];
  let a = 0;
  let b = 0;
  let same: Line[] = [];
  const flush = (): void => {
    if (same.length > 0) groups.push({ kind: "same", lines: same });
    same = [];
  };
  for (const [atA, atB] of [...alignBetween(before, after, known), [before.length, after.length] as const]) {
    if (a < atA || b < atB) {
      flush();
      groups.push({ kind: "change", before: before.slice(a, atA), after: after.slice(b, atB) });
    }
    if (atA < before.length) same.push(before[atA]!);
    a = atA + 1;
    b = atB + 1;
  }
  flush();
  return groups;
}

type Pair = readonly [before: number, after: number];

/** Pairs of equal lines, among them the known ones: a line that nobody touched is never taken for its like. */
function alignBetween(before: readonly Line[], after: readonly Line[], known: readonly Pair[]): Pair[] {
  if (known.length === 0) return alignedPairs(before, after);
  const pairs: Pair[] = [];
  let a = 0;
  let b = 0;
  for (const [atA, atB] of [...known, [before.length, after.length] as const]) {
    for (const [i, j] of alignedPairs(before.slice(a, atA), after.slice(b, atB))) pairs.push([a + i, b + j]);
    if (atA < before.length) pairs.push([atA, atB]);
    a = atA + 1;
    b = atB + 1;
  }
  return pairs;
}

function alignedPairs(before: readonly Line[], after: readonly Line[]): Pair[] {
  if (before.length === 1 && after.length === 1) return before[0]!.text.equals(after[0]!.text) ? [[0, 0]] : [];
  if (before.length === 0 || after.length === 0) return [];
  const numbers = new Map<string, number>();
  const number = ({ text }: Line): number => {
    const key = text.toString("latin1");
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, numbers.size);
    return numbers.size - 1;
  };
  return alignLines(Uint32Array.from(before, number), Uint32Array.from(after, number));
}

/** A line as its parts come in. */
class OpenLine {
  readonly parts: Buffer[] = [];
  /** Steps that changed this line, and the lines of the other text that it shares bytes with. */
  readonly own = new Set<number>();
  readonly shared = new Set<number>();
  entity: Entity | undefined;
  /** The same of its line end, which counts where nothing else changed. */
  readonly ends = new Set<number>();
  endEntity: Entity | undefined;
  readonly origin: number;

  constructor(origin: number) {
    this.origin = origin;
  }

  get isUntouched(): boolean {
    return this.own.size + this.shared.size + this.ends.size === 0;
  }

  close(): Line {
    const text = this.parts.length === 1 ? this.parts[0]! : Buffer.concat(this.parts);
    const steps = new Set([...this.own, ...this.shared]);
    return {
      text,
      steps: [...(steps.size > 0 ? steps : this.ends)].sort((a, b) => a - b),
      entity: this.entity ?? this.endEntity,
      origin: this.origin,
    };
  }

  add(part: Buffer, fragment: Fragment, step: number | undefined): void {
    this.parts.push(part);
    // A line end that is put in or taken out with a neighbouring line is no change of this one.
    const isEnd = isOnlyLineEnd(part);
    if (step !== undefined) (isEnd ? this.ends : this.own).add(step);
    if (isEnd) this.endEntity ??= fragment.entity;
    else this.entity ??= fragment.entity;
  }
}

/**
 * The lines before and after. A line that shares bytes with one of the other text
 * is that line changed, so what was taken out of the one and what was put into the
 * other count for both; a line that shares none was taken out or put in as a whole.
 */
function splitLines(fragments: readonly Fragment[], from: number, to: number): { before: Line[]; after: Line[]; untouched: Pair[] } {
  const before: OpenLine[] = [];
  const after: OpenLine[] = [];
  const links: [OpenLine, OpenLine][] = [];
  const ended: Pair[] = []; // lines whose ends are the same
  let origin = 0;
  let openBefore: OpenLine | undefined;
  let openAfter: OpenLine | undefined;
  for (const fragment of fragments) {
    const isBefore = isThere(fragment, from);
    const isAfter = isThere(fragment, to);
    const { bytes, start, stop } = fragment;
    if (fragment.from === 0) origin = start;
    if (isBefore || isAfter) {
      for (let at = start; at < stop; ) {
        const newline = bytes.indexOf(NEWLINE, at);
        const isLineEnd = newline >= 0 && newline < stop;
        const end = isLineEnd ? newline + 1 : stop;
        const part = bytes.subarray(at, end);
        if (fragment.from === 0) origin = at;
        if (isBefore) {
          if (openBefore === undefined) before.push((openBefore = new OpenLine(origin)));
          openBefore.add(part, fragment, isAfter ? undefined : fragment.to);
        }
        if (isAfter) {
          if (openAfter === undefined) after.push((openAfter = new OpenLine(origin)));
          openAfter.add(part, fragment, isBefore ? undefined : fragment.from);
        }
        if (isBefore && isAfter && !isOnlyLineEnd(part)) links.push([openBefore!, openAfter!]);
        if (isLineEnd && isBefore && isAfter) ended.push([before.length - 1, after.length - 1]);
        if (isLineEnd && isBefore) openBefore = undefined;
        if (isLineEnd && isAfter) openAfter = undefined;
        at = end;
      }
    }
    if (fragment.from === 0) origin = stop - 1;
  }
  for (const [old, now] of links) {
    for (const step of old.own) now.shared.add(step);
    for (const step of now.own) old.shared.add(step);
    old.entity ??= now.entity;
    now.entity ??= old.entity;
    for (const step of old.ends) now.ends.add(step);
    for (const step of now.ends) old.ends.add(step);
    old.endEntity ??= now.endEntity;
    now.endEntity ??= old.endEntity;
  }
  const isUntouched = ([a, b]: Pair): boolean => before[a]!.isUntouched && after[b]!.isUntouched;
  return { before: before.map((line) => line.close()), after: after.map((line) => line.close()), untouched: ended.filter(isUntouched) };
}

function isOnlyLineEnd(part: Buffer): boolean {
  return part.length === 1 ? part[0] === NEWLINE : part.length === 2 && part[0] === 0x0d && part[1] === NEWLINE;
}
