// Makes views of a diff's lines: one below the other, or side by side.

import { colorLine } from "./color.js";
import type { Line, Piece } from "./lines.js";

export type View = "inline" | "split";

export function renderLines(lines: readonly Line[], view: View): DocumentFragment {
  const made = document.createDocumentFragment();
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at]!;
    switch (line.kind) {
      case "same":
        made.append(sameLine(line.text, view));
        break;
      case "folded":
        made.append(fold(line.title, line.lines, view));
        break;
      case "counted":
        made.append(element("p", "counted", line.title));
        break;
      case "changed":
        made.append(...arrange(view, [["del", line.before]], [["ins", line.after]]));
        break;
      default: {
        const removed: Piece[][] = [];
        const added: Piece[][] = [];
        for (; at < lines.length; at++) {
          const other = lines[at]!;
          if (other.kind === "removed") removed.push([{ text: other.text, isMarked: false }]);
          else if (other.kind === "added") added.push([{ text: other.text, isMarked: false }]);
          else break;
        }
        at--;
        made.append(...arrange(view, removed.map((pieces) => ["del", pieces]), added.map((pieces) => ["ins", pieces])));
      }
    }
  }
  return made;
}

type Side = readonly [tag: "del" | "ins", pieces: readonly Piece[]];

function arrange(view: View, before: readonly Side[], after: readonly Side[]): HTMLElement[] {
  if (view === "inline") return [...before, ...after].map(([tag, pieces]) => fullLine(tag, pieces));
  return Array.from({ length: Math.max(before.length, after.length) }, (_, at) => {
    const row = element("div", "row");
    for (const side of [before[at], after[at]]) row.append(side === undefined ? element("div", "l void") : fullLine(...side));
    return row;
  });
}

function sameLine(text: string, view: View): HTMLElement {
  const line = (): HTMLElement => fullLine("div", [{ text, isMarked: false }]);
  if (view === "inline") return line();
  const row = element("div", "row");
  // Read once, seen twice.
  const copy = line();
  copy.setAttribute("aria-hidden", "true");
  row.append(line(), copy);
  return row;
}

function fold(title: string, lines: readonly string[], view: View): HTMLElement {
  const details = element("details", "fold");
  details.append(element("summary", "", title));
  details.addEventListener("toggle", () => details.append(...lines.map((line) => sameLine(line, view))), { once: true });
  return details;
}

function fullLine(tag: "div" | "del" | "ins", pieces: readonly Piece[]): HTMLElement {
  const line = element(tag, "l");
  // Marks are put on what the line's own colours are: both are cut where either ends.
  const colored = colorLine(pieces.map(({ text }) => text).join(""));
  let token = 0;
  let used = 0;
  for (const { text, isMarked } of pieces) {
    const parent = isMarked ? line.appendChild(element("b", "")) : line;
    for (let left = text.length; left > 0; ) {
      const { text: word, class: name } = colored[token]!;
      const part = word.slice(used, used + left);
      parent.append(name === "" ? part : element("i", name, part));
      left -= part.length;
      used += part.length;
      if (used < word.length) continue;
      token++;
      used = 0;
    }
  }
  return line;
}

function element<Tag extends keyof HTMLElementTagNameMap>(tag: Tag, name: string, text?: string): HTMLElementTagNameMap[Tag] {
  const made = document.createElement(tag);
  if (name !== "") made.className = name;
  if (text !== undefined) made.textContent = text;
  return made;
}
