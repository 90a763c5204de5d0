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

/** The line that holds byte `offset`, without its end, one character a byte. */
export function lineAt(bytes: Buffer, offset: number): string {
  const start = bytes.subarray(0, offset).lastIndexOf(0x0a) + 1;
  const newline = bytes.indexOf(0x0a, offset);
  const stop = newline < 0 ? bytes.length : newline;
  return bytes.toString("utf8", start, Math.min(stop, start + 400)).replace(/\r$/, "");
}
