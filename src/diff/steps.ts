// What passes did to a module, as text that comes and goes. Step 0 is the input,
// step n what the n-th pass left.

import type { Piece } from "../ir/edited-text.js";
import type { Entity } from "../ir/entity.js";
import type { Module } from "../ir/module.js";
import type { ModulePart } from "../ir/print-module.js";

/** Text that is there from step `from` on, and no more at step `to`. */
export interface Fragment {
  readonly bytes: Buffer;
  readonly start: number;
  readonly stop: number;
  /** 0 for text of the input. */
  readonly from: number;
  /** Infinity for text that stays. */
  readonly to: number;
  /** The entity that was edited here; undefined for text that nobody touched. */
  readonly entity: Entity | undefined;
}

/** Numbers passes, by the names that they sign with, in the order they ran in. */
export class Steps {
  readonly passes: readonly string[];
  readonly #numbers: ReadonlyMap<string, number>;

  constructor(passes: readonly string[]) {
    this.passes = passes;
    this.#numbers = new Map(passes.map((pass, index) => [pass, index + 1]));
  }

  get last(): number {
    return this.passes.length;
  }

  /** The step of a pass; edits that no pass signed are the last one's. */
  of(pass: string): number {
    return this.#numbers.get(pass) ?? this.last;
  }

  /** The pass of a step from 1 on. */
  nameOf(step: number): string {
    return this.passes[step - 1] ?? "";
  }
}

/** Whether a fragment is part of the text at `step`. */
export function isThere({ from, to }: Fragment, step: number): boolean {
  return from <= step && step < to;
}

/** The module's text with all that was ever in it, in its order. */
export function* fragmentsOf(module: Module, steps: Steps): Generator<Fragment> {
  for (const part of module.parts()) yield* partFragments(module, part, steps);
}

/** The text with which an entity came, went or changed, in the order of the module: what was kept of it included. */
export function* changedEntityFragments(module: Module, steps: Steps): Generator<{ readonly entity: Entity; readonly fragments: readonly Fragment[] }> {
  let open: { entity: Entity; fragments: Fragment[] } | undefined;
  for (const part of module.parts()) {
    // The line ends around what was inserted are no part of it.
    if (part.kind === "kept" || part.kind === "inserted") continue;
    if (open?.entity !== part.entity) {
      if (open !== undefined) yield open;
      open = { entity: part.entity, fragments: [] };
    }
    open.fragments.push(...partFragments(module, part, steps));
  }
  if (open !== undefined) yield open;
}

function partFragments({ bytes }: Module, part: ModulePart, steps: Steps): Fragment[] {
  if (part.kind === "kept") return [{ bytes, start: part.start, stop: part.stop, from: 0, to: Infinity, entity: undefined }];
  const { entity } = part;
  if (part.kind === "entity") return entityFragments(entity, steps);
  const to = entity.removedBy === undefined ? Infinity : steps.of(entity.removedBy);
  if (part.kind === "removed") return [{ bytes, start: part.start, stop: part.stop, from: 0, to, entity }];
  return [{ bytes: part.bytes, start: 0, stop: part.bytes.length, from: steps.of(entity.insertedBy ?? ""), to, entity }];
}

/** An entity that was edited, inserted or removed. */
export function entityFragments(entity: Entity, steps: Steps): Fragment[] {
  const { bytes, scan } = entity.module;
  const removed = entity.removedBy === undefined ? Infinity : steps.of(entity.removedBy);
  const pieces: readonly Piece[] = entity.edited?.pieces ?? [{ kind: "kept", start: scan.starts[entity.index]!, stop: scan.ends[entity.index]! }];
  return pieces.map((piece) => {
    switch (piece.kind) {
      case "kept": return { bytes, start: piece.start, stop: piece.stop, from: 0, to: removed, entity: removed === Infinity ? undefined : entity };
      case "removed": return { bytes, start: piece.start, stop: piece.stop, from: 0, to: steps.of(piece.by), entity };
      case "inserted": return { bytes: piece.bytes, start: 0, stop: piece.bytes.length, from: steps.of(piece.by), to: removed, entity };
      case "withdrawn": return { bytes: piece.bytes, start: 0, stop: piece.bytes.length, from: steps.of(piece.by), to: steps.of(piece.removedBy), entity };
    }
  });
}

/** What of `fragments` is there at `step`. */
export function textAt(fragments: readonly Fragment[], step: number): Buffer {
  const parts = fragments.filter((fragment) => isThere(fragment, step)).map(({ bytes, start, stop }) => bytes.subarray(start, stop));
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}
