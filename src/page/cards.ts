// The entities' diffs: drawn when they come into sight, in the view that is chosen.

import { type Line, readLines } from "./lines.js";
import { renderLines, type View } from "./render.js";

export class Cards {
  /** By the name in the link. */
  readonly byName = new Map<string, HTMLDetailsElement[]>();
  readonly #lines = new WeakMap<Element, readonly Line[]>();
  readonly #drawn = new WeakMap<Element, View>();
  readonly #all: readonly HTMLDetailsElement[];
  readonly #observer = new IntersectionObserver((entries) => entries.forEach(({ isIntersecting, target }) => isIntersecting && this.#draw(target)), { rootMargin: "800px" });
  #view: View;

  constructor(view: View) {
    this.#view = view;
    this.#all = [...document.querySelectorAll<HTMLDetailsElement>("details.c")];
    for (const card of this.#all) {
      const name = card.id.slice(card.id.indexOf("/") + 1);
      const known = this.byName.get(name);
      if (known === undefined) this.byName.set(name, [card]);
      else known.push(card);
    }
    this.#observe();
  }

  set view(view: View) {
    this.#view = view;
    this.#observer.disconnect();
    this.#observe();
  }

  #observe(): void {
    for (const card of this.#all) this.#observer.observe(card.lastElementChild!);
  }

  #draw(diff: Element): void {
    if (this.#drawn.get(diff) === this.#view) return;
    let lines = this.#lines.get(diff);
    if (lines === undefined) {
      this.#lines.set(diff, (lines = readLines(diff)));
      addName(diff.parentElement!);
    }
    diff.replaceChildren(renderLines(lines, this.#view));
    diff.className = `d drawn ${this.#view}`;
    this.#drawn.set(diff, this.#view);
  }
}

/** The symbol, where it is another than what is shown, and a link to show the entity alone. */
function addName(card: Element): void {
  const title = card.querySelector("summary > code")!;
  const symbol = decodeName(card.id.slice(card.id.indexOf("/") + 1));
  const link = document.createElement("a");
  link.href = `#${card.id}`;
  link.className = "link";
  link.textContent = "#";
  link.title = "Show this alone; a link to copy";
  link.setAttribute("aria-label", `Show ${title.textContent} alone`);
  card.querySelector("summary")!.append(link);
  if (symbol === title.textContent || /[^!-~]/.test(symbol)) return;
  const line = document.createElement("p");
  line.className = "sym";
  line.textContent = symbol;
  card.querySelector("summary")!.after(line);
}

/** A name in a link as it is written elsewhere. */
export function decodeName(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
