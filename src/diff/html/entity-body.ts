// An entity's lines as compact markup that is readable as it stands and is what the page's script
// makes its views from: text that stayed is plain, `del` and `ins` hold whole lines with their line
// ends, or words within a line that is otherwise the same before and after. What lies far from any
// change is folded, in `details`, or only counted.

import { CONTEXT } from "../context.js";
import type { LineGroup } from "../line-changes.js";
import { html } from "./escape.js";
import { type ChangedLine, pairLines } from "./line-pairs.js";

export interface EntityBody {
  readonly markup: string;
  readonly added: number;
  readonly removed: number;
  /** What was done, equal for entities to which the same was done; undefined where it was more than words. */
  readonly deed: string | undefined;
}

/** Says how many bytes of folded text may still be put in. */
export interface FoldBudget {
  left: number;
}

export function entityBody(groups: readonly LineGroup[], budget: FoldBudget): EntityBody {
  let markup = "";
  let added = 0;
  let removed = 0;
  const deeds = new Set<string>();
  let isDeed = true;
  for (const [at, group] of groups.entries()) {
    if (group.kind === "same") {
      markup += sameLines(group.lines.map(({ text }) => text), at > 0, at < groups.length - 1, budget);
      continue;
    }
    added += group.after.length;
    removed += group.before.length;
    for (const line of pairLines(group.before.map(({ text }) => text), group.after.map(({ text }) => text))) {
      markup += changedLine(line);
      if (line.kind === "changed") deeds.add(line.pieces.map(({ sign, text }) => (sign === " " ? "" : mark(sign, text.trim()))).join(""));
      else isDeed = false;
    }
  }
  return { markup, added, removed, deed: isDeed && deeds.size <= MOST_DEEDS ? [...deeds].sort().join(" ") : undefined };
}

const MOST_DEEDS = 4;

function changedLine(line: ChangedLine): string {
  if (line.kind === "removed") return `<del>${html(line.text)}\n</del>`;
  if (line.kind === "added") return `<ins>${html(line.text)}\n</ins>`;
  return `${line.pieces.map(({ sign, text }) => (sign === " " ? html(text) : mark(sign, text))).join("")}\n`;
}

function mark(sign: "-" | "+", text: string): string {
  return sign === "-" ? `<del>${html(text)}</del>` : `<ins>${html(text)}</ins>`;
}

/** Folding fewer lines would hide less than the fold shows. */
const LEAST_FOLDED = 3;

/** Lines that stayed; those near a change, which is above, below or both, are not folded. */
function sameLines(lines: readonly Buffer[], isBelow: boolean, isAbove: boolean, budget: FoldBudget): string {
  const from = isBelow ? Math.min(CONTEXT, lines.length) : 0;
  const to = isAbove ? Math.max(from, lines.length - CONTEXT) : lines.length;
  if (to - from < LEAST_FOLDED) return lines.map(plainLine).join("");
  return lines.slice(0, from).map(plainLine).join("") + fold(lines.slice(from, to), budget) + lines.slice(to).map(plainLine).join("");
}

function fold(lines: readonly Buffer[], budget: FoldBudget): string {
  const what = `${lines.length.toLocaleString("en")} unchanged lines`;
  const size = lines.reduce((sum, { length }) => sum + length, 0);
  if (size > budget.left) return `<p>${what}</p>`;
  budget.left -= size;
  return `<details class="f"><summary>${what}</summary>${lines.map(plainLine).join("")}</details>`;
}

function plainLine(line: Buffer): string {
  return `${html(line.toString("latin1").replace(/\r?\n$/, ""))}\n`;
}
