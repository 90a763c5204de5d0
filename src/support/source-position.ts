/** A place in a file as people count: lines and columns from 1, columns in bytes. */
export interface SourcePosition {
  readonly line: number;
  readonly column: number;
}

/** Where byte `offset` of `bytes` is; lines end at `\n`. */
export function positionOf(bytes: Buffer, offset: number): SourcePosition {
  let line = 1;
  let lineStart = 0;
  for (let at = bytes.indexOf(0x0a); at >= 0 && at < offset; at = bytes.indexOf(0x0a, at + 1)) {
    line++;
    lineStart = at + 1;
  }
  return { line, column: offset - lineStart + 1 };
}

/** Finds lines in one text often: it is read once. */
export class LineIndex {
  readonly #starts: number[] = [0];

  constructor(bytes: Buffer) {
    for (let at = bytes.indexOf(0x0a); at >= 0; at = bytes.indexOf(0x0a, at + 1)) this.#starts.push(at + 1);
  }

  /** The line, from 1, that byte `offset` is in. */
  line(offset: number): number {
    let low = 0;
    let high = this.#starts.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#starts[middle]! <= offset) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
