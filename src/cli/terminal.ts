import { fstatSync } from "node:fs";

/** Whether standard input (0) or standard error (2) is a terminal. */
export function isTerminal(descriptor: 0 | 2): boolean {
  try {
    // Asked first, for the streams of `process` take longer to make than a small module to filter.
    if (!fstatSync(descriptor).isCharacterDevice()) return false;
  } catch {
    return false;
  }
  return (descriptor === 0 ? process.stdin : process.stderr).isTTY;
}
