// Gathers what differs between two texts into hunks with some lines of context
// around; keeps nothing of the text but the lines of one hunk.

import { NEWLINE } from "../asm/characters.js";
import { CONTEXT, lastLines } from "./context.js";
import type { Line } from "./line-changes.js";
import type { Change, Segment } from "./segments.js";

/** A line of a hunk, with its line end where it has one. */
export interface HunkLine {
  readonly sign: " " | "-" | "+";
  readonly text: Buffer;
  /** The line where it was changed. */
  readonly line: Line | undefined;
}

export interface Hunk {
  /** Numbers of the first lines, from 1. */
  readonly before: number;
  readonly after: number;
  readonly lines: readonly HunkLine[];
  readonly changes: readonly Change[];
}

/** The hunks of `segments`, none where nothing differs. */
export function* hunksOf(segments: Iterable<Segment>): Generator<Hunk> {
  const hunks = new HunkReader(segments);
  for (let hunk; (hunk = hunks.next()) !== undefined; ) yield hunk;
}

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
  #pass(segment: Extract<Segment, { kind: "same" }>): void {
    this.#countSame(countLines(segment.bytes, segment.start, segment.stop));
    this.#context = [...this.#context, ...lastLines(segment)].slice(-CONTEXT);
  }

  #countSame(count: number): void {
    this.#before += count;
    this.#after += count;
  }
}

/** Lines of `bytes[start, stop)`, one without a line end included. */
function countLines(bytes: Buffer, start: number, stop: number): number {
  let count = 0;
  for (let i = start; i < stop; i++) if (bytes[i] === NEWLINE) count++;
  return stop > start && bytes[stop - 1] !== NEWLINE ? count + 1 : count;
}

function lineEnd(bytes: Buffer, at: number, stop: number): number {
  const newline = bytes.indexOf(NEWLINE, at);
  return newline < 0 || newline >= stop ? stop : newline + 1;
}
