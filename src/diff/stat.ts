// How much each pass changed, and what: for people.

import type { EntityChange } from "./entity-changes.js";
import type { KindWord } from "./entity-name.js";
import { type AttributeReport, type DiffReport, oneLine } from "./report.js";

export interface StatOptions {
  /** Names to show of one kind; the others are counted. */
  readonly most: number;
}

/**
 * One block for each pass that changed something:
 *
 *     noredzone: 2 entities, 2 lines added, 2 removed
 *       attribute group   2  +2 -2  attributes #0, attributes #1
 *       +noredzone on 3 functions: @f, @g, @h
 */
export function formatStat({ passes, changes, attributes }: DiffReport, { most }: StatOptions): string {
  const blocks = new Map<string | undefined, PassStat>();
  for (const change of changes) statOf(blocks, change.pass).count(change);
  for (const { pass } of attributes) statOf(blocks, pass);
  const order: readonly (string | undefined)[] = passes.length === 0 ? [undefined] : passes;
  return order
    .flatMap((pass) => {
      const stat = blocks.get(pass);
      if (stat === undefined) return [];
      const rows = stat.rows(most);
      const width = Math.max(0, ...rows.map(([label]) => label.length));
      const countWidth = Math.max(0, ...rows.map(([, count]) => count.length));
      const lines = rows.map(([label, count, rest]) => `  ${label.padEnd(width)}  ${count.padStart(countWidth)}  ${rest}\n`);
      lines.push(...attributeLines(attributes.filter((report) => report.pass === pass), most).map((line) => `  ${line}\n`));
      return [`${pass === undefined ? "" : `${pass}: `}${stat.summary()}\n${lines.join("")}`];
    })
    .join("");
}

/** A line for each attribute that came or went: `+noredzone on 3 functions: @f, @g, @h`. */
export function attributeLines(reports: readonly AttributeReport[], most: number): string[] {
  const functionsOf = new Map<string, string[]>();
  for (const { added, removed, functions } of reports) {
    for (const what of [...removed.map((text) => `-${text}`), ...added.map((text) => `+${text}`)]) {
      const known = functionsOf.get(what);
      if (known === undefined) functionsOf.set(what, [...functions]);
      else for (const name of functions) known.push(name);
    }
  }
  return [...functionsOf].map(([what, functions]) => `${oneLine(what)} on ${functions.length} ${functions.length === 1 ? "function" : "functions"}: ${listNames(functions, most)}`);
}

function statOf(blocks: Map<string | undefined, PassStat>, pass: string | undefined): PassStat {
  let stat = blocks.get(pass);
  if (stat === undefined) blocks.set(pass, (stat = new PassStat()));
  return stat;
}

interface KindStat {
  readonly names: Set<string>;
  added: number;
  removed: number;
}

class PassStat {
  readonly #kinds = new Map<string, KindStat>();

  count({ kind, entity, fate, before, after }: EntityChange): void {
    const label = labelOf(kind, fate);
    let stat = this.#kinds.get(label);
    if (stat === undefined) this.#kinds.set(label, (stat = { names: new Set(), added: 0, removed: 0 }));
    stat.names.add(entity);
    stat.added += after.length;
    stat.removed += before.length;
  }

  summary(): string {
    const stats = [...this.#kinds.values()];
    const entities = stats.reduce((sum, { names }) => sum + names.size, 0);
    const added = stats.reduce((sum, stat) => sum + stat.added, 0);
    const removed = stats.reduce((sum, stat) => sum + stat.removed, 0);
    return `${entities} ${entities === 1 ? "entity" : "entities"}, ${added} ${added === 1 ? "line" : "lines"} added, ${removed} removed`;
  }

  rows(most: number): [label: string, count: string, rest: string][] {
    return [...this.#kinds].map(([label, { names, added, removed }]) => [label, String(names.size), `+${added} -${removed}  ${listNames([...names], most)}`]);
  }
}

function labelOf(kind: KindWord, fate: EntityChange["fate"]): string {
  return fate === "changed" ? kind : `${kind} ${fate}`;
}

/** The first of `names`, and how many more there are. */
export function listNames(names: readonly string[], most: number): string {
  const shown = names.slice(0, most).map(oneLine).join(", ");
  return names.length > most ? `${shown} and ${names.length - most} more` : shown;
}
