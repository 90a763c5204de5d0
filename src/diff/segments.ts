// Two texts as one sequence of what they share and what differs: what every
// rendering of lines is made from. Shared text is not copied.

import type { Module } from "../ir/module.js";
import { compareLines, type Line } from "./line-changes.js";
import { regionsOf } from "./regions.js";
import { fragmentsOf, type Steps } from "./steps.js";

/** Whole lines. */
export type Segment =
  | { readonly kind: "same"; readonly bytes: Buffer; readonly start: number; readonly stop: number }
  | { readonly kind: "change"; readonly before: readonly Line[]; readonly after: readonly Line[] };

/** A change of lines; one of the two may be empty. */
export type Change = Extract<Segment, { kind: "change" }>;

/**
 * The module's text at step `from` against that at step `to`. A change for which
 * `isWanted` is false counts as not made.
 */
export function* moduleSegments(
  module: Module,
  steps: Steps,
  from: number,
  to: number,
  isWanted: (change: Change) => boolean,
): Generator<Segment> {
  for (const part of regionsOf(fragmentsOf(module, steps))) {
    if (part.kind === "untouched") {
      yield { kind: "same", bytes: part.bytes, start: part.start, stop: part.stop };
      continue;
    }
    for (const group of compareLines(part.fragments, from, to)) {
      if (group.kind === "change" && isWanted(group)) yield group;
      else yield* sameLines(group.kind === "change" ? group.before : group.lines);
    }
  }
}

export function* sameLines(lines: readonly Line[]): Generator<Segment> {
  for (const { text } of lines) if (text.length > 0) yield { kind: "same", bytes: text, start: 0, stop: text.length };
}
