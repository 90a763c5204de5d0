// What one pass did, as a section of a report.

import { type AttributeReport } from "../report.js";
import type { EntityDiff } from "../entity-diffs.js";
import type { KindWord } from "../entity-name.js";
import { bodyMarkup, entityBody, type EntityBody, type Fold } from "./entity-body.js";
import { escapeText, html } from "./escape.js";
import type { ReportName, ReportNames } from "./names.js";

/** Gathers what one pass did. */
export class Section {
  readonly id: string;
  readonly title: string;
  /** The pass with its options; the same as the title where it has none. */
  readonly text: string;
  entities = 0;
  added = 0;
  removed = 0;
  readonly attributes: AttributeReport[] = [];
  readonly #names: ReportNames;
  readonly #cards = new Map<KindWord, Card[]>();
  #openLines = 0;

  constructor(id: string, title: string, text: string, names: ReportNames) {
    this.id = id;
    this.title = title;
    this.text = text;
    this.#names = names;
  }

  get isEmpty(): boolean {
    return this.entities === 0 && this.attributes.length === 0;
  }

  /** `line` is the entity's in the first input, from 1. */
  add(diff: EntityDiff, line: number | undefined): void {
    const body = entityBody(diff.groups);
    this.entities++;
    this.added += body.added;
    this.removed += body.removed;
    const card = { name: this.#names.of(diff, this.id, true), fate: diff.fate, line, body };
    const known = this.#cards.get(diff.kind);
    if (known === undefined) this.#cards.set(diff.kind, [card]);
    else known.push(card);
  }

  *folds(): Generator<Fold> {
    for (const cards of this.#cards.values()) for (const { body } of cards) for (const part of body.parts) if (typeof part !== "string") yield part;
  }

  /** Folds for which `isShown` is false are only counted. */
  *markup(isShown: (fold: Fold) => boolean): Generator<string> {
    const { id, title, text } = this;
    yield `<section id="${id}" aria-labelledby="${id}-"><h2 id="${id}-" tabindex="-1">${escapeText(title)}</h2>\n`;
    if (text !== title) yield `<p class="o"><code>${html(text)}</code></p>\n`;
    yield `<p class="t">${this.isEmpty ? "Changed nothing." : `${count(this.entities, "entity", "entities")} ${counts(this)}`}</p>\n`;
    if (this.attributes.length > 0) yield `<h3>Function attributes</h3>\n<ul class="a">\n${this.attributes.map((report) => this.#attributes(report)).join("")}</ul>\n`;
    for (const kind of KINDS) {
      const cards = this.#cards.get(kind) ?? [];
      if (cards.length === 0) continue;
      yield `<h3>${HEADINGS[kind]} <small>${cards.length}</small></h3>\n`;
      for (const group of grouped(cards)) yield* this.#group(group, isShown);
    }
    yield "</section>\n";
  }

  #attributes({ added, removed, functions }: AttributeReport): string {
    const names = functions.map((written) => this.#names.ofFunction(written, this.id));
    const what = [...removed.map((text) => `<del>${html(text)}</del>`), ...added.map((text) => `<ins>${html(text)}</ins>`)].join(" ");
    const list = names.map(({ title }) => html(title)).join("\n");
    return `<li><details data-f="${ranges(names.map(({ index }) => index))}"><summary>${what} <small>${count(functions.length, "function", "functions")}</small></summary><p>${list}</p></details></li>\n`;
  }

  *#group({ deed, cards }: CardGroup, isShown: (fold: Fold) => boolean): Generator<string> {
    if (deed !== undefined) yield `<details class="g"><summary>${deed === "" ? "the same words, which refer to what changed" : `<code>${deed}</code>`} <small>in ${cards.length}</small></summary>\n`;
    for (const card of cards) yield this.#card(card, deed === undefined, isShown);
    if (deed !== undefined) yield "</details>\n";
  }

  #card({ name, fate, line, body }: Card, isAlone: boolean, isShown: (fold: Fold) => boolean): string {
    const lines = body.added + body.removed;
    const isOpen = isAlone && this.#openLines + lines <= MOST_OPEN_LINES;
    if (isOpen) this.#openLines += lines;
    const notes = [...(fate === "changed" ? [] : [fate]), ...(line === undefined ? [] : [`line ${line}`])].join(", ");
    return (
      `<details class="c" id="${this.id}/${name.key}"${isOpen ? " open" : ""}><summary><code>${html(name.title)}</code>` +
      ` <small>${notes}</small> ${counts(body)}</summary><div class="d">${bodyMarkup(body, isShown)}</div></details>\n`
    );
  }
}

/** `+2 −1`, for markup. */
export function counts({ added, removed }: { readonly added: number; readonly removed: number }): string {
  return `<span class="n"><ins>+${added}</ins> <del>−${removed}</del></span>`;
}

/** A number and what it is of. */
export function count(number: number, one: string, more: string): string {
  return `${number.toLocaleString("en")} ${number === 1 ? one : more}`;
}

const MOST_OPEN_LINES = 200;

interface Card {
  readonly name: ReportName;
  readonly fate: EntityDiff["fate"];
  readonly line: number | undefined;
  readonly body: EntityBody;
}

interface CardGroup {
  /** What was done to all of them; undefined for one card by itself. */
  readonly deed: string | undefined;
  readonly cards: Card[];
}

/** To many entities the same is done: these are shown as one, where the first of them stands. */
function grouped(cards: readonly Card[]): CardGroup[] {
  const byDeed = new Map<string, Card[]>();
  for (const card of cards) {
    const { deed } = card.body;
    if (deed === undefined || card.fate !== "changed") continue;
    const known = byDeed.get(deed);
    if (known === undefined) byDeed.set(deed, [card]);
    else known.push(card);
  }
  return cards.flatMap((card): CardGroup[] => {
    const { deed } = card.body;
    const alike = deed === undefined ? undefined : byDeed.get(deed);
    if (alike === undefined || alike.length < LEAST_GROUPED || !alike.includes(card)) return [{ deed: undefined, cards: [card] }];
    return alike[0] === card ? [{ deed, cards: alike }] : [];
  });
}

const LEAST_GROUPED = 4;

/** Numbers as `0-5 9`. */
function ranges(numbers: readonly number[]): string {
  const parts: string[] = [];
  const sorted = [...numbers].sort((a, b) => a - b);
  for (let at = 0; at < sorted.length; ) {
    let to = at;
    while (sorted[to + 1] === sorted[to]! + 1) to++;
    parts.push(to === at ? String(sorted[at]) : `${sorted[at]}-${sorted[to]}`);
    at = to + 1;
  }
  return parts.join(" ");
}

const HEADINGS = {
  definition: "Functions",
  declaration: "Declarations",
  global: "Globals",
  "attribute group": "Attribute groups",
  target: "Target",
  "source filename": "Source file name",
  type: "Types",
  comdat: "Comdats",
  "module assembly": "Module assembly",
  "named metadata": "Named metadata",
  "metadata node": "Metadata",
  "use-list order": "Use-list orders",
  "dependent libraries": "Dependent libraries",
  summary: "Summary",
  unknown: "Other",
  text: "Text",
} as const satisfies Record<KindWord, string>;

const KINDS = Object.keys(HEADINGS) as KindWord[];
