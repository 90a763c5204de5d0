// Prints segments as a unified diff that patch applies, byte for byte. Bytes are
// written as they are: lines may hold NUL, carriage returns, anything.

import { NEWLINE } from "../asm/characters.js";
import type { Line } from "./line-changes.js";
import type { Change, Segment } from "./segments.js";

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
  readonly color: boolean;
}

/** Nothing where nothing differs. */
export function* printUnified(segments: Iterable<Segment>, options: UnifiedOptions): Generator<Buffer> {
  const hunks = new HunkReader(segments);
  let isFirst = true;
  for (let hunk; (hunk = hunks.next()) !== undefined; ) {
    if (isFirst) yield Buffer.from(header(options));
    isFirst = false;
    yield* printHunk(hunk, options);
  }
}

const CONTEXT = 3;

/** A line of a hunk. */
interface HunkLine {
  readonly sign: " " | "-" | "+";
  readonly text: Buffer;
  readonly line: Line | undefined;
}

interface Hunk {
  /** Numbers of the first lines, from 1. */
  readonly before: number;
  readonly after: number;
  readonly lines: readonly HunkLine[];
  readonly changes: readonly Change[];
}

/** Gathers segments into hunks; keeps nothing of the text but the lines of one hunk. */
class HunkReader {
  readonly #segments: Iterator<Segment>;
  /** Lines passed. */
  #before = 0;
  #after = 0;
  /** The last lines that are the same, at most CONTEXT. */
  #context: Buffer[] = [];
  #held: Segment | undefined;

  constructor(segments: Iterable<Segment>) {
    this.#segments = segments[Symbol.iterator]();
  }

  next(): Hunk | undefined {
    let segment = this.#take();
    for (; segment?.kind === "same"; segment = this.#take()) this.#pass(segment);
    if (segment === undefined) return undefined;

    const lines: HunkLine[] = this.#context.map((text) => ({ sign: " ", text, line: undefined }));
    const before = this.#before - lines.length + 1;
    const after = this.#after - lines.length + 1;
    const changes: Change[] = [];
    let same: Buffer[] = []; // lines since the last change
    this.#context = [];
    for (; segment !== undefined; segment = this.#take()) {
      if (segment.kind === "change") {
        this.#countSame(same.length);
        lines.push(...same.map((text): HunkLine => ({ sign: " ", text, line: undefined })));
        same = [];
        lines.push(...segment.before.map((line): HunkLine => ({ sign: "-", text: line.text, line })));
        lines.push(...segment.after.map((line): HunkLine => ({ sign: "+", text: line.text, line })));
        this.#before += segment.before.length;
        this.#after += segment.after.length;
        changes.push(segment);
        continue;
      }
      const { bytes, start, stop } = segment;
      let at = start;
      for (; at < stop && same.length <= 2 * CONTEXT; at = lineEnd(bytes, at, stop)) same.push(bytes.subarray(at, lineEnd(bytes, at, stop)));
      if (same.length > 2 * CONTEXT) {
        if (at < stop) this.#held = { kind: "same", bytes, start: at, stop };
        break;
      }
    }
    lines.push(...same.slice(0, CONTEXT).map((text): HunkLine => ({ sign: " ", text, line: undefined })));
    this.#countSame(same.length);
    this.#context = same.slice(CONTEXT).slice(-CONTEXT);
    return { before, after, lines, changes };
  }

  #take(): Segment | undefined {
    const held = this.#held;
    this.#held = undefined;
    if (held !== undefined) return held;
    const next = this.#segments.next();
    return next.done === true ? undefined : next.value;
  }

  /** Steps over lines that are the same, and remembers the last of them. */
  #pass({ bytes, start, stop }: Extract<Segment, { kind: "same" }>): void {
    this.#countSame(countLines(bytes, start, stop));
    const last: Buffer[] = [];
    for (let end = stop; end > start && last.length < CONTEXT; ) {
      const from = end - 1 > start ? Math.max(start, bytes.lastIndexOf(NEWLINE, end - 2) + 1) : start;
      last.unshift(bytes.subarray(from, end));
      end = from;
    }
    this.#context = [...this.#context, ...last].slice(-CONTEXT);
  }

  #countSame(count: number): void {
    this.#before += count;
    this.#after += count;
  }
}

/** Lines of `bytes[start, stop)`, one without a line end included. */
export function countLines(bytes: Buffer, start: number, stop: number): number {
  let count = 0;
  for (let i = start; i < stop; i++) if (bytes[i] === NEWLINE) count++;
  return stop > start && bytes[stop - 1] !== NEWLINE ? count + 1 : count;
}

function lineEnd(bytes: Buffer, at: number, stop: number): number {
  const newline = bytes.indexOf(NEWLINE, at);
  return newline < 0 || newline >= stop ? stop : newline + 1;
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

function* printHunk({ before, after, lines, changes }: Hunk, { title, margin, color }: UnifiedOptions): Generator<Buffer> {
  const range = (first: number, sign: "-" | "+"): string => {
    const count = lines.filter((line) => line.sign === " " || line.sign === sign).length;
    // An empty range is named by the line before it.
    return count === 1 ? String(first) : `${count === 0 ? first - 1 : first},${count}`;
  };
  const name = title(changes);
  const numbers = paint(`@@ -${range(before, "-")} +${range(after, "+")} @@`, "36", color);
  yield Buffer.from(`${numbers}${name === "" ? "" : ` ${name}`}\n`);
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
