// The lines around a change.

import { NEWLINE } from "../asm/characters.js";

/** Lines directly before and behind a change that are the same in both texts, at most CONTEXT each. */
export interface Context {
  readonly before: readonly Buffer[];
  readonly after: readonly Buffer[];
}

/** How many lines of context are shown. */
export const CONTEXT = 3;

interface Text {
  readonly bytes: Buffer;
  readonly start: number;
  readonly stop: number;
}

/** The first lines of a text, with their line ends. */
export function firstLines({ bytes, start, stop }: Text): Buffer[] {
  const lines: Buffer[] = [];
  for (let at = start; at < stop && lines.length < CONTEXT; ) {
    const newline = bytes.indexOf(NEWLINE, at);
    const end = newline < 0 || newline >= stop ? stop : newline + 1;
    lines.push(bytes.subarray(at, end));
    at = end;
  }
  return lines;
}

/** The last lines of a text, with their line ends. */
export function lastLines({ bytes, start, stop }: Text): Buffer[] {
  const lines: Buffer[] = [];
  for (let end = stop; end > start && lines.length < CONTEXT; ) {
    const from = end - 1 > start ? Math.max(start, bytes.lastIndexOf(NEWLINE, end - 2) + 1) : start;
    lines.unshift(bytes.subarray(from, end));
    end = from;
  }
  return lines;
}
