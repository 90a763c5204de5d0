// Which function attributes each pass gave to, or took from, which functions. What
// a header refers to can change without a letter of it changing, so headers and
// groups are looked at together, at every step.

import { type Attribute, type AttributeItem, parseAttribute, printAttribute } from "../asm/attributes.js";
import { CLOSE_BRACE, OPEN_BRACE } from "../asm/characters.js";
import { EntityKind } from "../asm/entity-kind.js";
import { parseFunctionHeader, parseTrailer } from "../asm/function-header.js";
import { Lexer, Token } from "../asm/lexer.js";
import type { Entity } from "../ir/entity.js";
import type { Function } from "../ir/function.js";
import type { Module } from "../ir/module.js";
import { entityFragments, type Fragment, type Steps, textAt } from "./steps.js";

/** Attributes by what they are printed as, in their order. */
export interface AttributeDelta {
  readonly added: readonly string[];
  readonly removed: readonly string[];
}

/** What one step did to the attributes of some functions. */
export interface AttributeChange extends AttributeDelta {
  readonly step: number;
  readonly functions: readonly Entity[];
}

/** Attribute changes of functions that are there before and after, by step and by what changed. */
export function attributeChanges(module: Module, steps: Steps): AttributeChange[] {
  const groups = new GroupHistory(module, steps);
  const trailers = new Trailers();
  const deltas = new Map<string, AttributeDelta | undefined>();
  const changes = new Map<string, { readonly step: number; readonly delta: AttributeDelta; readonly functions: Entity[] }>();
  for (const fn of module.functions()) {
    const history = trailerHistory(fn, steps, trailers);
    let before = history.at(0);
    for (let step = fn.insertedBy === undefined ? 1 : steps.of(fn.insertedBy) + 1; step <= steps.last; step++) {
      const after = history.at(step);
      if (after !== before || groups.changedAt(step)) {
        const key = `${step}\0${before.key}\0${after.key}`;
        if (!deltas.has(key)) deltas.set(key, attributeDelta(groups.expand(before.items, step - 1), groups.expand(after.items, step)));
        const delta = deltas.get(key);
        if (delta !== undefined) {
          const what = `${step} ${formatDelta(delta)}`;
          const known = changes.get(what);
          if (known === undefined) changes.set(what, { step, delta, functions: [fn] });
          else known.functions.push(fn);
        }
      }
      before = after;
    }
  }
  return [...changes.values()].sort((a, b) => a.step - b.step).map(({ step, delta, functions }) => ({ step, ...delta, functions: functions.sort(byPlace) }));
}

/** In the order of the text, those that passes put in last. */
function byPlace(a: Entity, b: Entity): number {
  const place = ({ index }: Entity): number => (index < 0 ? Number.MAX_SAFE_INTEGER : index);
  return place(a) - place(b);
}

/** `+noredzone -"probe-stack"="inline-asm"`. */
export function formatDelta({ added, removed }: AttributeDelta): string {
  return [...removed.map((text) => `-${text}`), ...added.map((text) => `+${text}`)].join(" ");
}

/** What differs; undefined for nothing. Order is of no matter. */
export function attributeDelta(before: readonly Attribute[], after: readonly Attribute[]): AttributeDelta | undefined {
  const old = new Set(before.map(printAttribute));
  const now = new Set(after.map(printAttribute));
  const added = [...now].filter((text) => !old.has(text));
  const removed = [...old].filter((text) => !now.has(text));
  return added.length + removed.length === 0 ? undefined : { added, removed };
}

/** What stands behind a function's parameters, parsed. Equal text gives the same object. */
interface Trailer {
  /** Equal for the same attributes and groups. */
  readonly key: string;
  readonly items: readonly AttributeItem[];
}

interface TrailerHistory {
  at(step: number): Trailer;
}

/** Parses trailers, each text once: most functions of a module share a few. */
class Trailers {
  readonly #known = new Map<string, Trailer>();

  of(text: string): Trailer {
    let trailer = this.#known.get(text);
    if (trailer !== undefined) return trailer;
    const { attributes } = parseTrailer(new Lexer(Buffer.from(text, "latin1")));
    trailer = { key: attributes.map((item) => (item.group === undefined ? printAttribute(item) : `#${item.group}`)).join(" "), items: attributes };
    if (this.#known.size < MOST_TRAILERS) this.#known.set(text, trailer);
    return trailer;
  }
}

// Trailers with `!dbg !123` are all different: no use to keep them.
const MOST_TRAILERS = 10_000;

function trailerHistory(fn: Function, steps: Steps, trailers: Trailers): TrailerHistory {
  const { module, index } = fn;
  if (index < 0) {
    const now = trailers.of(writtenTrailer(fn.bytes, fn.start, fn.bodyStart));
    return { at: () => now };
  }
  const start = module.scan.trailers[index]!;
  const stop = module.scan.bodies[index]! || module.scan.ends[index]!;
  if (start === 0) return { at: () => trailers.of("") };
  const original = trailers.of(module.bytes.toString("latin1", start, stop));
  if (fn.edited === undefined) return { at: () => original };
  const fragments = within(entityFragments(fn, steps), start, stop);
  const touched = [...new Set(fragments.flatMap(({ from, to }) => [from, to]))].filter((step) => step > 0 && step <= steps.last).sort((a, b) => a - b);
  if (touched.length === 0) return { at: () => original };
  const states = touched.map((step) => ({ step, trailer: trailers.of(textAt(fragments, step).toString("latin1")) }));
  return { at: (step) => states.findLast((state) => state.step <= step)?.trailer ?? original };
}

function writtenTrailer(bytes: Buffer, start: number, bodyStart: number): string {
  const header = parseFunctionHeader(bytes, start, bodyStart);
  return header === undefined ? "" : bytes.toString("latin1", header.parameters.stop, bodyStart);
}

/** What of `fragments` lies in the input's bytes [start, stop), with what was put in there. */
function within(fragments: readonly Fragment[], start: number, stop: number): Fragment[] {
  const found: Fragment[] = [];
  let at = 0;
  for (const fragment of fragments) {
    if (fragment.from > 0) {
      // What was put in at the end belongs to it: a declaration ends there, and a body's brace follows.
      if (at >= start && at <= stop) found.push(fragment);
      continue;
    }
    if (fragment.start >= stop) break;
    at = fragment.stop;
    const from = Math.max(start, fragment.start);
    const to = Math.min(stop, fragment.stop);
    if (from < to) found.push(from === fragment.start && to === fragment.stop ? fragment : { ...fragment, start: from, stop: to });
  }
  return found;
}

/** What attribute groups held at each step. */
class GroupHistory {
  readonly #byNumber = new Map<number, { readonly fragments: readonly Fragment[]; readonly known: Map<number, readonly AttributeItem[] | undefined> }[]>();
  readonly #steps = new Set<number>();

  constructor(module: Module, steps: Steps) {
    for (const entity of allGroups(module)) {
      const fragments = entityFragments(entity, steps);
      for (const { from, to } of fragments) {
        if (from > 0) this.#steps.add(from);
        if (to <= steps.last) this.#steps.add(to);
      }
      const number = groupNumber(entity);
      const list = this.#byNumber.get(number);
      if (list === undefined) this.#byNumber.set(number, [{ fragments, known: new Map() }]);
      else list.push({ fragments, known: new Map() });
    }
  }

  changedAt(step: number): boolean {
    return this.#steps.has(step);
  }

  /** Attributes with groups in place of references to them. */
  expand(items: readonly AttributeItem[], step: number): Attribute[] {
    return items.flatMap((item): readonly Attribute[] => (item.group === undefined ? [item] : this.#group(item.group, step)));
  }

  #group(number: number, step: number): readonly Attribute[] {
    // Of several definitions of one number the last counts.
    for (const { fragments, known } of this.#byNumber.get(number)?.toReversed() ?? []) {
      if (!known.has(step)) known.set(step, parseGroup(textAt(fragments, step)));
      const items = known.get(step);
      if (items !== undefined) return items;
    }
    return [];
  }
}

/** The attributes in a group's text; undefined where no text is left of it. */
function parseGroup(text: Buffer): readonly AttributeItem[] | undefined {
  const lexer = new Lexer(text);
  const items: AttributeItem[] = [];
  while (lexer.next() !== Token.End && !lexer.at(OPEN_BRACE));
  if (lexer.kind === Token.End) return undefined;
  while (lexer.next() !== Token.End && !lexer.at(CLOSE_BRACE)) {
    const item = parseAttribute(lexer);
    if (item !== undefined) items.push(item);
  }
  return items;
}

/** Groups in their order, those that are gone included. */
function* allGroups(module: Module): Generator<Entity> {
  const { kinds, count } = module.scan;
  for (let index = 0; index < count; index++) if (kinds[index] === EntityKind.AttributeGroup) yield module.entity(index);
  for (const entity of module.changedEntities()) if (entity.index < 0 && entity.kind === EntityKind.AttributeGroup) yield entity;
}

function groupNumber(entity: Entity): number {
  return "number" in entity && typeof entity.number === "number" ? entity.number : -1;
}
