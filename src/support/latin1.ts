/** Bytes `[start, stop)` as a string of one character (0-255) a byte. */
export function latin1(bytes: Buffer, start: number, stop: number): string {
  return bytes.toString("latin1", start, stop);
}
