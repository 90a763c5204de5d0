// Prints a module: its original bytes, with edited entities in place of what they
// were, removed ones left out, and inserted ones on lines of their own.

import { BLANK, CARRIAGE_RETURN, CLASSES, NEWLINE, SEMICOLON } from "../asm/characters.js";
import { EntityKind } from "../asm/entity-kind.js";
import type { Entity } from "./entity.js";
import type { Module } from "./module.js";

/** A part of a module's text; offsets are into the input. */
export type ModulePart =
  | { readonly kind: "kept"; readonly start: number; readonly stop: number }
  /** What went with an entity that was removed, the entity itself too where nobody had edited it. */
  | { readonly kind: "removed"; readonly start: number; readonly stop: number; readonly entity: Entity }
  /** The line ends around an entity that was inserted. */
  | { readonly kind: "inserted"; readonly bytes: Buffer; readonly entity: Entity }
  /** An entity that was edited, inserted or removed: its pieces tell. */
  | { readonly kind: "entity"; readonly entity: Entity };

/** The module's text as it is now. */
export function* printParts({ bytes }: Module, parts: Iterable<ModulePart>): Generator<Buffer> {
  for (const part of parts) {
    if (part.kind === "kept") yield bytes.subarray(part.start, part.stop);
    else if (part.kind !== "removed" && !part.entity.isRemoved) yield part.kind === "inserted" ? part.bytes : part.entity.edited!.current();
  }
}

/**
 * The module in its order. `changed` are the entities that were edited,
 * removed or inserted; `inserted` those inserted, by the index of the original
 * entity they follow, -1 for the module's beginning.
 */
export function* moduleParts(
  module: Module,
  changed: Iterable<Entity>,
  inserted: ReadonlyMap<number, readonly Entity[]>,
): Generator<ModulePart> {
  const { bytes, scan } = module;
  const newline = bytes[bytes.indexOf(NEWLINE) - 1] === CARRIAGE_RETURN ? "\r\n" : "\n";
  const stops = new Set(inserted.keys());
  for (const { index } of changed) if (index >= 0) stops.add(index);

  let from = 0; // what lies before it is printed or left out
  for (const index of [...stops].sort((a, b) => a - b)) {
    const entity = index < 0 ? undefined : module.entity(index);
    if (entity?.isRemoved) {
      const [start, stop] = removedRange(module, index, from);
      if (start > from) yield { kind: "kept", start: from, stop: start };
      if (entity.edited === undefined) yield { kind: "removed", start, stop, entity };
      else {
        if (start < scan.starts[index]!) yield { kind: "removed", start, stop: scan.starts[index]!, entity };
        yield { kind: "entity", entity };
        if (scan.ends[index]! < stop) yield { kind: "removed", start: scan.ends[index]!, stop, entity };
      }
      from = stop;
    } else if (entity?.edited !== undefined) {
      const start = scan.starts[index]!;
      if (start > from) yield { kind: "kept", start: from, stop: start };
      yield { kind: "entity", entity };
      from = scan.ends[index]!;
    }

    const here = inserted.get(index) ?? [];
    if (here.length === 0) continue;
    const to = index < 0 ? 0 : Math.max(from, lineEnd(module, index));
    if (to > from) yield { kind: "kept", start: from, stop: to };
    from = to;
    // At the beginning, and where a removed entity took its line's end along, a line is already open.
    const isLineOpen = from === 0 || bytes[from - 1] === NEWLINE;
    let above = entity?.kind;
    for (const other of here) {
      const separator = index >= 0 && startsBlock(other.kind, above) ? newline : "";
      const before = isLineOpen ? separator : separator + newline;
      if (before !== "") yield { kind: "inserted", bytes: Buffer.from(before), entity: other };
      yield { kind: "entity", entity: other };
      if (isLineOpen) yield { kind: "inserted", bytes: Buffer.from(newline), entity: other };
      if (!other.isRemoved) above = other.kind;
    }
  }
  if (from < bytes.length) yield { kind: "kept", start: from, stop: bytes.length };
}

/** Whether LLVM prints a blank line between the two. */
function startsBlock(kind: EntityKind, above: EntityKind | undefined): boolean {
  if (kind === EntityKind.AttributeGroup) return above === EntityKind.Definition;
  return kind === EntityKind.NamedMetadata && above !== EntityKind.NamedMetadata;
}

/**
 * What goes with a removed entity that has its lines for itself: the comment
 * lines directly above, its line's end, and one of two blank lines that would
 * meet. Nothing before `from` is touched.
 */
function removedRange({ bytes, scan }: Module, index: number, from: number): [start: number, stop: number] {
  const start = scan.starts[index]!;
  const stop = scan.ends[index]!;
  const lineStart = (at: number): number => Math.max(from, bytes.subarray(0, at).lastIndexOf(NEWLINE) + 1);
  let end = stop;
  while (end < bytes.length && bytes[end] !== NEWLINE && CLASSES[bytes[end]!]! & BLANK) end++;
  const hasLinesForItself = lineStart(start) === start && (end === bytes.length || bytes[end] === NEWLINE);
  if (!hasLinesForItself) return [start, stop];

  let first = start;
  while (first > from) {
    const above = lineStart(first - 1);
    if (bytes[above] !== SEMICOLON) break;
    first = above;
  }
  const after = Math.min(end + 1, bytes.length);
  const isBlankAbove = first > from && first >= 2 && bytes[first - 1] === NEWLINE && bytes[first - 2] === NEWLINE;
  return [first, isBlankAbove && bytes[after] === NEWLINE ? after + 1 : after];
}

/** After the entity at `index`, and after a comment that shares its line when nothing else does. */
function lineEnd({ bytes, scan }: Module, index: number): number {
  const stop = scan.ends[index]!;
  let at = stop;
  while (at < bytes.length && bytes[at] !== NEWLINE && CLASSES[bytes[at]!]! & BLANK) at++;
  if (bytes[at] !== SEMICOLON) return stop;
  const newline = bytes.indexOf(NEWLINE, at);
  const end = newline < 0 ? bytes.length : bytes[newline - 1] === CARRIAGE_RETURN ? newline - 1 : newline;
  return index + 1 < scan.count && scan.starts[index + 1]! < end ? stop : end;
}
