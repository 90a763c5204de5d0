// The report's script: of the document that src/diff/html writes it makes views, with one pass shown
// at a time. It asks nobody for anything.

import { Cards } from "./cards.js";
import { NameList } from "./name-list.js";
import { formatPlace, parsePlace, type Place } from "./place.js";
import type { View } from "./render.js";
import { Sections } from "./sections.js";
import { store, storedTheme, storedView, THEMES } from "./settings.js";
import { addChoice } from "./tools.js";

document.documentElement.classList.add("js");

const items = [...document.querySelectorAll<HTMLLIElement>(".names li")];
const keys: string[] = [];
for (const item of items) keys[item.value] = item.id.slice(1);
const titles = new Map(items.map((item) => [item.id.slice(1), item.textContent ?? ""]));

let view: View = storedView();
const cards = new Cards(view);
const sections = new Sections(cards, keys, titles);
const names = new NameList(sections.touched());
const tools = document.querySelector<HTMLElement>(".tools")!;
tools.hidden = false;

const chooseView = addChoice(tools, {
  label: "Layout",
  values: ["inline", "split"],
  names: { inline: "Inline", split: "Side by side" },
  chosen: view,
  onChoose(chosen) {
    if (chosen !== view) store("view", chosen);
    view = chosen;
    cards.view = chosen;
    document.documentElement.dataset["view"] = chosen;
  },
});

addChoice(tools, {
  label: "Theme",
  values: THEMES,
  names: { system: "Auto", light: "Light", dark: "Dark" },
  chosen: storedTheme(),
  onChoose(chosen) {
    store("theme", chosen);
    if (chosen === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = chosen;
  },
});

const hint = document.createElement("p");
hint.className = "keys";
for (const [key, what] of [["← →", "passes"], ["n p", "changes"], ["/", "search"], ["s", "layout"], ["Esc", "everything"]] as const) {
  const name = document.createElement("kbd");
  name.textContent = key;
  hint.append(name, ` ${what} `);
}
document.querySelector(".passes")!.append(hint);

const isNarrow = matchMedia("(max-width: 800px)");
// There the lists stand above the changes.
if (isNarrow.matches) for (const list of document.querySelectorAll<HTMLDetailsElement>(".names details")) list.open = false;

let place: Place = { pass: "", name: "" };

/** Where a link leads, where the report has that; else the overview. */
function readPlace(): Place {
  const { pass, name } = parsePlace(location.hash);
  const isPass = sections.all.some(({ id }) => id === pass);
  return { pass: isPass ? pass : "", name: titles.has(name) && (isPass || pass === "") ? name : "" };
}

function show(): void {
  if (location.hash === "#-main") return;
  place = readPlace();
  sections.show(place);
  names.show(place);
  document.title = document.title.replace(/^(?:.* · )?/, place.pass === "" ? "" : `${decodeURIComponent(place.pass)} · `);
  if (isNarrow.matches && place.pass !== "") document.querySelector("main")!.scrollIntoView();
  else scrollTo(0, 0);
}

/** The browser tells of a new address a moment later, which is too late for a key that is held down. */
function go(to: Place): void {
  const link = formatPlace(to);
  location.hash = link === "#" ? "#-all" : link;
  show();
}

function step(by: number): void {
  const ids = ["", ...sections.all.map(({ id }) => id)];
  const next = ids[ids.indexOf(place.pass) + by];
  if (next === undefined) return;
  go({ pass: next, name: place.name });
  document.querySelector('.passes [aria-current="page"]')?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

/** Moves to the next change that is shown, or the one before. */
function stepChange(by: number): void {
  const shown = [...document.querySelectorAll<HTMLElement>("main details.c > summary")].filter((summary) => summary.checkVisibility());
  const at = shown.indexOf(document.activeElement as HTMLElement);
  const next = at < 0 ? shown[by > 0 ? 0 : shown.length - 1] : shown[at + by];
  next?.focus();
  next?.scrollIntoView({ block: "start" });
}

addEventListener("hashchange", show);
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = event.target instanceof HTMLInputElement;
  if (isTyping) return;
  const isInPasses = event.target instanceof Element && event.target.closest(".passes") !== null;
  if (event.key === "ArrowRight" || (isInPasses && event.key === "ArrowDown")) step(1);
  else if (event.key === "ArrowLeft" || (isInPasses && event.key === "ArrowUp")) step(-1);
  else if (event.key === "n") stepChange(1);
  else if (event.key === "p") stepChange(-1);
  else if (event.key === "/") names.focus();
  else if (event.key === "s") chooseView(view === "split" ? "inline" : "split");
  else if (event.key === "Escape" && place.name !== "") go({ ...place, name: "" });
  else return;
  event.preventDefault();
  if (isInPasses && event.key.startsWith("Arrow")) document.querySelector<HTMLElement>('.passes [aria-current="page"]')?.focus();
});

show();
