// An entity's lines as compact markup that is readable as it stands and is what the page's script
// makes its views from: text that stayed is plain, `del` and `ins` hold whole lines with their line
// ends, or words within a line that is otherwise the same before and after. What lies far from any
// change is folded, in `details`, or only counted.

import { CONTEXT } from "../context.js";
import type { LineGroup } from "../line-changes.js";
import { html } from "./escape.js";
import { type ChangedLine, pairLines } from "./line-pairs.js";

export interface EntityBody {
  readonly parts: readonly (string | Fold)[];
  readonly added: number;
  readonly removed: number;
  /** What was done, equal for entities to which the same was done; undefined where it was more than words. */
  readonly deed: string | undefined;
}

/** Lines that stayed, far from any change. */
export interface Fold {
  readonly lines: readonly Buffer[];
  /** Of all of them, in bytes. */
  readonly size: number;
}

export function entityBody(groups: readonly LineGroup[]): EntityBody {
  const parts: (string | Fold)[] = [];
  let added = 0;
  let removed = 0;
  const deeds = new Set<string>();
  let isDeed = true;
  for (const [at, group] of groups.entries()) {
    if (group.kind === "same") {
      parts.push(...sameLines(group.lines.map(({ text }) => text), at > 0, at < groups.length - 1));
      continue;
    }
    added += group.after.length;
    removed += group.before.length;
    for (const line of pairLines(group.before.map(({ text }) => text), group.after.map(({ text }) => text))) {
      parts.push(changedLine(line));
      if (line.kind === "changed") deeds.add(line.pieces.map(({ sign, text }) => (sign === " " ? "" : mark(sign, text.trim()))).join(""));
      else if (line.kind !== "referring") isDeed = false;
    }
  }
  return { parts, added, removed, deed: isDeed && deeds.size <= MOST_DEEDS ? [...deeds].sort().join(" ") : undefined };
}

/** The markup of a body; folds for which `isShown` is false are only counted. */
export function bodyMarkup({ parts }: EntityBody, isShown: (fold: Fold) => boolean): string {
  return parts
    .map((part) => {
      if (typeof part === "string") return part;
      const what = `${part.lines.length.toLocaleString("en")} unchanged lines`;
      return isShown(part) ? `<details class="f"><summary>${what}</summary>${part.lines.map(plainLine).join("")}</details>` : `<p>${what}</p>`;
    })
    .join("");
}

const MOST_DEEDS = 4;

function changedLine(line: ChangedLine): string {
  if (line.kind === "removed") return `<del>${html(line.text)}\n</del>`;
  if (line.kind === "added") return `<ins>${html(line.text)}\n</ins>`;
  if (line.kind === "referring") return `<del>${html(line.text)}\n</del><ins>${html(line.text)}\n</ins>`;
  return `${line.pieces.map(({ sign, text }) => (sign === " " ? html(text) : mark(sign, text))).join("")}\n`;
}

function mark(sign: "-" | "+", text: string): string {
  return sign === "-" ? `<del>${html(text)}</del>` : `<ins>${html(text)}</ins>`;
}

/** Folding fewer lines would hide less than the fold shows. */
const LEAST_FOLDED = 3;

/** Lines that stayed; those near a change, which is above, below or both, are not folded. */
function sameLines(lines: readonly Buffer[], isBelow: boolean, isAbove: boolean): (string | Fold)[] {
  const from = isBelow ? Math.min(CONTEXT, lines.length) : 0;
  const to = isAbove ? Math.max(from, lines.length - CONTEXT) : lines.length;
  if (to - from < LEAST_FOLDED) return [lines.map(plainLine).join("")];
  const folded = lines.slice(from, to);
  const size = folded.reduce((sum, { length }) => sum + length, 0);
  return [lines.slice(0, from).map(plainLine).join(""), { lines: folded, size }, lines.slice(to).map(plainLine).join("")];
}

function plainLine(line: Buffer): string {
  return `${html(line.toString("latin1").replace(/\r?\n$/, ""))}\n`;
}
