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
