// A hunk's lines with the words marked that came or went, as git diff --word-diff
// has it: [-gone-]{+new+}, or colours. Such lines have no sign before them.

import { alignLines } from "./align-lines.js";
import type { HunkLine } from "./hunks.js";
import type { Line } from "./line-changes.js";
import { compareWords, type WordPiece } from "./words.js";

/** A line to print, one character a byte, with its line end; `line` is one of those it was made from. */
export interface MarkedLine {
  readonly text: string;
  readonly line: Line | undefined;
}

/** Lines in their order. A mark ends with its line, and is opened again on the next. */
export function* wordLines(lines: readonly HunkLine[], color: boolean): Generator<MarkedLine> {
  for (let at = 0; at < lines.length; ) {
    const { sign, text } = lines[at]!;
    if (sign === " ") {
      yield { text: ended(text.toString("latin1")), line: undefined };
      at++;
      continue;
    }
    const old = run(lines, at, "-");
    const now = run(lines, at + old.length, "+");
    at += old.length + now.length;
    for (const [before, after] of pairLines(old, now)) yield* marked(before, after, color);
  }
}

/** Lines that begin alike are the same line changed, and so are those between where there are as many before as after. */
function* pairLines(old: readonly HunkLine[], now: readonly HunkLine[]): Generator<readonly [readonly HunkLine[], readonly HunkLine[]]> {
  const numbers = new Map<string, number>();
  const beginning = ({ text }: HunkLine): number => {
    const words = text.toString("latin1").trimStart().split(/\s+/, 2).join(" ");
    const known = numbers.get(words) ?? numbers.size;
    numbers.set(words, known);
    return known;
  };
  let a = 0;
  let b = 0;
  for (const [atA, atB] of [...alignLines(Uint32Array.from(old, beginning), Uint32Array.from(now, beginning)), [old.length, now.length] as const]) {
    if (atA - a === atB - b) for (; a < atA; a++, b++) yield [[old[a]!], [now[b]!]];
    else yield [old.slice(a, atA), now.slice(b, atB)];
    if (atA < old.length) yield [[old[atA]!], [now[atB]!]];
    a = atA + 1;
    b = atB + 1;
  }
}

function run(lines: readonly HunkLine[], from: number, sign: HunkLine["sign"]): readonly HunkLine[] {
  let to = from;
  while (lines[to]?.sign === sign) to++;
  return lines.slice(from, to);
}

function* marked(old: readonly HunkLine[], now: readonly HunkLine[], color: boolean): Generator<MarkedLine> {
  const line = creditOf([...old, ...now]);
  let text = "";
  for (const piece of compareWords(joined(old), joined(now))) {
    for (const part of piece.text.split(/(?<=\n)/)) {
      text += mark({ sign: piece.sign, text: part }, color);
      if (!part.endsWith("\n")) continue;
      yield { text, line };
      text = "";
    }
  }
  if (text !== "") yield { text: ended(text), line };
}

function joined(lines: readonly HunkLine[]): Buffer {
  return Buffer.concat(lines.map(({ text }) => text));
}

/** One line that all the steps which changed `lines` are credited with. */
function creditOf(lines: readonly HunkLine[]): Line | undefined {
  const changed = lines.flatMap(({ line }) => (line === undefined ? [] : [line]));
  const steps = [...new Set(changed.flatMap((line) => line.steps))].sort((a, b) => a - b);
  return changed[0] === undefined ? undefined : { ...changed[0], steps };
}

function mark({ sign, text }: WordPiece, color: boolean): string {
  if (sign === " ") return text;
  const words = text.replace(/\r?\n$/, "");
  const end = text.slice(words.length);
  if (color) return `\x1b[${sign === "-" ? "31" : "32"}m${words}\x1b[m${end}`;
  return sign === "-" ? `[-${words}-]${end}` : `{+${words}+}${end}`;
}

function ended(text: string): string {
  return text.endsWith("\n") ? text : `${text}\n\\ No newline at end of file\n`;
}
