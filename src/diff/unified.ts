// Prints segments as a unified diff. Without marks patch applies it, byte for byte.
// Bytes are written as they are: lines may hold NUL, carriage returns, anything.

import { NEWLINE } from "../asm/characters.js";
import { type Hunk, type HunkLine, hunksOf } from "./hunks.js";
import type { Line } from "./line-changes.js";
import type { Change, Segment } from "./segments.js";
import { wordLines } from "./word-lines.js";

export interface UnifiedOptions {
  /** File names as patch is to see them. */
  readonly names: readonly [before: string, after: string];
  /** What the texts are, behind the names. */
  readonly labels: readonly [before: string, after: string];
  /** Lines put in front, which patch skips; without line ends. */
  readonly remarks: readonly string[];
  /** What stands behind a hunk's line numbers; one line. */
  readonly title: (changes: readonly Change[]) => string;
  /** What stands before each line of a hunk, given the line where it was changed; undefined for a patch. */
  readonly margin?: ((line: Line | undefined) => string) | undefined;
  /** Mark the words that differ, in lines that have no sign then: a form for people, not for patch. */
  readonly words?: boolean;
  readonly color: boolean;
}

/** Nothing where nothing differs. */
export function* printUnified(segments: Iterable<Segment>, options: UnifiedOptions): Generator<Buffer> {
  let isFirst = true;
  for (const hunk of hunksOf(segments)) {
    if (isFirst) yield Buffer.from(header(options));
    isFirst = false;
    yield* printHunk(hunk, options);
  }
}

function header({ names, labels, remarks, color }: UnifiedOptions): string {
  const lines = [
    ...remarks.map((remark) => paint(`# ${remark}`, "35", color)),
    // A tab ends a name, which may hold blanks.
    paint(`--- ${patchName(names[0])}\t${labels[0]}`, "1", color),
    paint(`+++ ${patchName(names[1])}\t${labels[1]}`, "1", color),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** A file name as patch reads it: in quotes with C's escapes where it holds what would end it. */
function patchName(name: string): string {
  if (!/["\\\p{Cc}]/u.test(name)) return name;
  const escaped = [...Buffer.from(name)].map((byte) => {
    const character = String.fromCharCode(byte);
    if (character === '"' || character === "\\") return `\\${character}`;
    return byte < 0x20 || byte >= 0x7f ? `\\${byte.toString(8).padStart(3, "0")}` : character;
  });
  return `"${escaped.join("")}"`;
}

function* printHunk({ before, after, lines, changes }: Hunk, options: UnifiedOptions): Generator<Buffer> {
  const { title, color } = options;
  const range = (first: number, sign: "-" | "+"): string => {
    const count = lines.filter((line) => line.sign === " " || line.sign === sign).length;
    // An empty range is named by the line before it.
    return count === 1 ? String(first) : `${count === 0 ? first - 1 : first},${count}`;
  };
  const name = title(changes);
  const numbers = paint(`@@ -${range(before, "-")} +${range(after, "+")} @@`, "36", color);
  yield Buffer.from(`${numbers}${name === "" ? "" : ` ${name}`}\n`);
  yield* options.words ? markedLines(lines, options) : signedLines(lines, options);
}

function* markedLines(lines: readonly HunkLine[], { margin, color }: UnifiedOptions): Generator<Buffer> {
  for (const { text, line } of wordLines(lines, color)) {
    if (margin !== undefined) yield Buffer.from(margin(line));
    yield Buffer.from(text, "latin1");
  }
}

function* signedLines(lines: readonly HunkLine[], { margin, color }: UnifiedOptions): Generator<Buffer> {
  for (const { sign, text, line } of lines) {
    const isEnded = text[text.length - 1] === NEWLINE;
    const code = color ? { " ": "", "-": "31", "+": "32" }[sign] : "";
    if (margin !== undefined) yield Buffer.from(margin(line));
    if (code === "") yield Buffer.from(sign);
    else yield Buffer.from(`\x1b[${code}m${sign}`);
    if (code === "") yield text;
    else {
      yield isEnded ? text.subarray(0, text.length - 1) : text;
      yield Buffer.from(isEnded ? "\x1b[m\n" : "\x1b[m");
    }
    if (!isEnded) yield Buffer.from("\n\\ No newline at end of file\n");
  }
}

function paint(text: string, code: string, color: boolean): string {
  return color ? `\x1b[${code}m${text}\x1b[m` : text;
}
