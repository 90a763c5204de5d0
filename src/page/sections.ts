// The passes' sections: which of them are shown, and what of them where one function is looked at.

import type { Cards } from "./cards.js";
import type { Place } from "./place.js";

export interface Section {
  readonly id: string;
  readonly element: HTMLElement;
  readonly link: HTMLAnchorElement;
  /** Attribute changes, with the names that they are of. */
  readonly attributes: readonly { readonly item: Element; readonly names: ReadonlySet<string> }[];
}

export class Sections {
  readonly all: readonly Section[];
  readonly #main = document.querySelector<HTMLElement>("main")!;
  readonly #overview = document.getElementById("-all")!;
  readonly #overviewLink = document.querySelector<HTMLAnchorElement>(".passes a")!;
  readonly #note = document.createElement("div");
  readonly #cards: Cards;
  readonly #titles: ReadonlyMap<string, string>;
  #shown: Element[] = [];

  /** `names` are the keys of names, by their numbers. */
  constructor(cards: Cards, names: readonly string[], titles: ReadonlyMap<string, string>) {
    this.#cards = cards;
    this.#titles = titles;
    this.#note.className = "only";
    this.#main.prepend(this.#note);
    const links = [...document.querySelectorAll<HTMLAnchorElement>(".passes a")].slice(1);
    this.all = links.map((link) => {
      const id = link.hash.slice(1);
      const element = document.getElementById(id)!;
      const attributes = [...element.querySelectorAll<HTMLElement>("details[data-f]")].map((details) => {
        const numbers = expand(details.dataset["f"] ?? "");
        details.addEventListener("toggle", () => listNames(details, id, numbers.map((number) => names[number]!), titles), { once: true });
        return { item: details.parentElement!, names: new Set(numbers.map((number) => names[number]!)) };
      });
      return { id, element, link, attributes };
    });
  }

  /** The names that each pass touches. */
  touched(): Map<string, Set<string>> {
    return new Map(
      this.all.map(({ id, element, attributes }) => {
        const names = new Set(attributes.flatMap((change) => [...change.names]));
        for (const card of element.querySelectorAll(".c")) names.add(card.id.slice(id.length + 1));
        return [id, names];
      }),
    );
  }

  show({ pass, name }: Place): void {
    for (const element of this.#shown) element.classList.remove("on");
    this.#shown = [];
    this.#main.classList.toggle("alone", name !== "");
    let isAny = false;
    for (const section of this.all) {
      const isTouched = name !== "" && this.#pick(section, name, pass === "" || pass === section.id);
      section.link.classList.toggle("untouched", name !== "" && !isTouched);
      section.link.hash = name === "" ? section.id : `${section.id}/${name}`;
      setCurrent(section.link, section.id === pass);
      if (pass === section.id || (pass === "" && isTouched)) this.#turnOn(section.element);
      if (isTouched && (pass === "" || pass === section.id)) isAny = true;
    }
    this.#overviewLink.hash = name === "" ? "-all" : `/${name}`;
    this.#overviewLink.querySelector("b")!.textContent = name === "" ? "Overview" : "All passes";
    setCurrent(this.#overviewLink, pass === "");
    if (pass === "" && name === "") this.#turnOn(this.#overview);
    this.#explain(pass, name, isAny);
  }

  /** Turns on what a section has of a name, where it is to be shown; whether there is any. */
  #pick({ id, attributes }: Section, name: string, isShown: boolean): boolean {
    const items = attributes.filter(({ names }) => names.has(name)).map(({ item }) => item);
    const cards = (this.#cards.byName.get(name) ?? []).filter((card) => card.id === `${id}/${name}`);
    if (isShown) {
      for (const item of items) this.#turnOn(item);
      for (const card of cards) {
        card.open = true;
        this.#turnOn(card);
        const group = card.parentElement!;
        if (!(group instanceof HTMLDetailsElement)) continue;
        group.open = true;
        this.#turnOn(group);
      }
    }
    return items.length + cards.length > 0;
  }

  #turnOn(element: Element): void {
    element.classList.add("on");
    this.#shown.push(element);
  }

  #explain(pass: string, name: string, isAny: boolean): void {
    this.#note.hidden = name === "";
    if (name === "") return;
    const title = document.createElement("code");
    title.textContent = this.#titles.get(name) ?? name;
    const back = document.createElement("a");
    back.href = `#${pass === "" ? "-all" : pass}`;
    back.textContent = "Show everything";
    const what = document.createElement("span");
    what.textContent = isAny ? "" : pass === "" ? "no pass changed it" : "not changed by this pass";
    this.#note.replaceChildren(title, what, back);
  }
}

function setCurrent(link: Element, isCurrent: boolean): void {
  if (isCurrent) link.setAttribute("aria-current", "page");
  else link.removeAttribute("aria-current");
}

/** `0-5 9` as numbers. */
function expand(ranges: string): number[] {
  return ranges.split(" ").flatMap((range) => {
    const [first = 0, last = first] = range.split("-").map(Number);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });
}

/** Links in the place of names. */
function listNames(details: Element, pass: string, names: readonly string[], titles: ReadonlyMap<string, string>): void {
  const links = names.flatMap((name) => {
    const link = document.createElement("a");
    link.href = `#${pass}/${name}`;
    link.textContent = titles.get(name) ?? name;
    return [link, "\n"];
  });
  details.querySelector("p")!.replaceChildren(...links);
}
