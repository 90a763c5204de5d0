// The list of functions: those that the chosen pass changed, and of these those that are searched for.

import { decodeName } from "./cards.js";
import { formatPlace, type Place } from "./place.js";

interface Name {
  readonly item: HTMLLIElement;
  readonly link: HTMLAnchorElement;
  readonly key: string;
  /** What searching looks in: the path and the symbol, in small letters. */
  readonly text: string;
}

export class NameList {
  readonly #names: readonly Name[];
  readonly #search: HTMLInputElement;
  readonly #status: HTMLElement;
  /** Names that each pass touches. */
  readonly #touched: ReadonlyMap<string, ReadonlySet<string>>;
  #place: Place = { pass: "", name: "" };

  constructor(touched: ReadonlyMap<string, ReadonlySet<string>>) {
    this.#touched = touched;
    this.#names = [...document.querySelectorAll<HTMLLIElement>(".names li")].map((item) => {
      const link = item.querySelector("a")!;
      const key = item.id.slice(1);
      // Without scripts a link leads to this item; with them it must not draw the page along.
      item.removeAttribute("id");
      const title = link.textContent ?? "";
      link.title = title;
      link.replaceChildren(...parts(title));
      return { item, link, key, text: `${title}\n${decodeName(key)}`.toLowerCase() };
    });
    const label = document.createElement("label");
    label.className = "search";
    this.#search = document.createElement("input");
    this.#search.type = "search";
    this.#search.placeholder = "Search…  /";
    this.#search.setAttribute("aria-label", "Search functions by path or symbol");
    this.#search.autocomplete = "off";
    this.#search.spellcheck = false;
    this.#status = document.createElement("span");
    this.#status.setAttribute("role", "status");
    label.append(this.#search, this.#status);
    document.querySelector(".names h2")!.after(label);
    this.#search.addEventListener("input", () => this.#filter());
    this.#search.addEventListener("keydown", (event) => this.#onKey(event));
  }

  focus(): void {
    this.#search.focus();
    this.#search.select();
  }

  show(place: Place): void {
    this.#place = place;
    for (const { link, key } of this.#names) {
      link.href = formatPlace({ pass: place.pass, name: key });
      if (key === place.name) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
    this.#filter();
    document.querySelector('.names [aria-current="true"]')?.scrollIntoView({ block: "nearest" });
  }

  #filter(): void {
    const words = this.#search.value.toLowerCase().split(/\s+/).filter((word) => word !== "");
    const touched = this.#place.pass === "" ? undefined : this.#touched.get(this.#place.pass);
    let shown = 0;
    for (const { item, key, text } of this.#names) {
      const isTouched = touched === undefined || touched.has(key);
      const isFound = words.every((word) => text.includes(word));
      item.hidden = !(isFound && (isTouched || words.length > 0)) && key !== this.#place.name;
      item.classList.toggle("untouched", !isTouched);
      if (!item.hidden) shown++;
    }
    if (words.length > 0) this.#open();
    this.#status.textContent = `${shown.toLocaleString("en")} of ${this.#names.length.toLocaleString("en")}`;
  }

  #open(): void {
    for (const list of document.querySelectorAll<HTMLDetailsElement>(".names details")) list.open = true;
  }

  #onKey(event: KeyboardEvent): void {
    const first = this.#names.find(({ item }) => !item.hidden);
    if (event.key === "Escape") {
      this.#search.value = "";
      this.#filter();
      this.#search.blur();
    } else if (event.key === "Enter" && first !== undefined) location.hash = first.link.hash;
    else if (event.key === "ArrowDown") first?.link.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  }
}

/** A path in two, of which the last is what to keep where room is short. */
function parts(title: string): HTMLElement[] {
  let at = 0;
  let depth = 0;
  for (let i = 0; i + 1 < title.length; i++) {
    if (title[i] === "<") depth++;
    else if (title[i] === ">" && title[i - 1] !== "-") depth--;
    else if (title[i] === ":" && title[i + 1] === ":" && depth === 0) at = i++;
  }
  return [[title.slice(0, at), "path"] as const, [title.slice(at), "last"] as const].map(([text, name]) => {
    const part = document.createElement("span");
    part.className = name;
    part.textContent = text;
    return part;
  });
}
