import type { MessageOptions } from "./message-options.js";
import { isTerminal } from "./terminal.js";

/** Whether what goes to standard output (1) or standard error (2) is to be coloured. */
export function isColorWanted(choice: MessageOptions["color"], descriptor: 1 | 2): boolean {
  if (choice === "always") return true;
  if (choice === "never") return false;
  const { NO_COLOR, TERM } = process.env;
  return (NO_COLOR ?? "") === "" && TERM !== "dumb" && isTerminal(descriptor);
}
