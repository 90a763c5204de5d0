import type { SourcePosition } from "../support/source-position.js";

/** One line of a file, or the part of it that fits a terminal, with a mark under a range of it. */
export interface Excerpt {
  readonly line: string;
  readonly mark: string;
}

/** A file that diagnostics point into: byte offsets become lines and columns, and lines are shown. */
export class SourceText {
  readonly name: string;
  readonly #bytes: Buffer;
  #lineStarts: Float64Array | undefined;

  constructor(name: string, bytes: Buffer) {
    this.name = name;
    this.#bytes = bytes;
  }

  /** Where byte `offset` is; lines end at `\n`. */
  position(offset: number): SourcePosition {
    const starts = this.#starts();
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (starts[middle]! <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - starts[low]! + 1 };
  }

  /** The line that byte `start` is on, with `^` under that byte and `~` under what follows up to `end`. */
  excerpt(start: number, end: number): Excerpt {
    const bytes = this.#bytes;
    const { column } = this.position(start);
    const lineStart = start - column + 1;
    const newline = bytes.indexOf(0x0a, start);
    const lineEnd = newline < 0 ? bytes.length : newline;
    const from = Math.max(lineStart, start - WIDTH / 2);
    const to = Math.min(lineEnd, from + WIDTH);
    const before = `${from > lineStart ? "…" : ""}${printable(bytes.subarray(from, start))}`;
    const after = printable(bytes.subarray(start, to));
    const marked = printable(bytes.subarray(start, Math.min(end, to)));
    return {
      line: `${before}${after}${to < lineEnd ? "…" : ""}`.trimEnd(),
      mark: `${" ".repeat(before.length)}^${"~".repeat(Math.max(marked.trimEnd().length - 1, 0))}`,
    };
  }

  /** The offsets at which lines start: made when the first position is asked for, for there may be many questions. */
  #starts(): Float64Array {
    if (this.#lineStarts === undefined) {
      const starts = [0];
      for (let at = this.#bytes.indexOf(0x0a); at >= 0; at = this.#bytes.indexOf(0x0a, at + 1)) starts.push(at + 1);
      this.#lineStarts = Float64Array.from(starts);
    }
    return this.#lineStarts;
  }
}

/** Lines of metadata run to thousands of bytes. */
const WIDTH = 160;

function printable(bytes: Buffer): string {
  return bytes.toString("utf8").replace(/\p{Cc}/gu, " ");
}
