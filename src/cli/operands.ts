import { UsageError } from "../support/diagnostic.js";

/** The one operand that a command takes; undefined for none. */
export function onlyOperand(operands: readonly string[], what: string): string | undefined {
  const [first, second] = operands;
  if (second !== undefined) throw new UsageError(`one ${what} at a time: '${second}' is one too many`, "run kextir once for each");
  return first;
}
