import { fstatSync } from "node:fs";

/** Whether standard input (0), output (1) or error (2) is a terminal. */
export function isTerminal(descriptor: 0 | 1 | 2): boolean {
  try {
    // Asked first, for the streams of `process` take longer to make than a small module to filter.
    if (!fstatSync(descriptor).isCharacterDevice()) return false;
  } catch {
    return false;
  }
  return (descriptor === 0 ? process.stdin : descriptor === 1 ? process.stdout : process.stderr).isTTY;
}

/** How many columns standard output has: those of its terminal, those that COLUMNS says, or 80. */
export function terminalWidth(): number {
  const told = Number(process.env["COLUMNS"]);
  return (isTerminal(1) ? process.stdout.columns : 0) || (Number.isInteger(told) && told > 0 ? told : 80);
}
