// Dependency files, as make includes them.

import { UsageError } from "../support/diagnostic.js";
import type { Options } from "./options.js";
import type { Output } from "./output.js";

export const depfileOption = {
  depfile: { value: "FILE", help: "write what the output depends on, as a rule for make" },
} as const satisfies Options;

/**
 * The dependency file to write, if one is asked for: `target` depends on those of
 * `sources` that are files. Throws UsageError where there is no target to name.
 */
export function depfileOf(path: string | undefined, target: string | undefined, sources: readonly (string | undefined)[]): Output[] {
  if (path === undefined) return [];
  if (target === undefined || target === "-") throw new UsageError("--depfile needs -o", "the rule's target is the output's name");
  const files = sources.filter((source): source is string => source !== undefined && source !== "-");
  return [{ path, pieces: [Buffer.from(formatDepfile(target, files))] }];
}

/**
 * The rule. For all sources but the first, the input, an empty rule follows, so that
 * make does not stop where one of them is gone (as clang's -MP has it).
 */
function formatDepfile(target: string, sources: readonly string[]): string {
  const [input, ...others] = [...new Set(sources)].map(escape);
  const rule = `${escape(target)}:${[input ?? "", ...others].map((source) => ` ${source}`).join(" \\\n ")}\n`;
  return [rule, ...others.map((source) => `\n${source}:\n`)].join("");
}

// As GNU make reads names: a blank and `#` take a backslash, which itself is doubled only before
// one of these, and `$` is doubled.
function escape(path: string): string {
  return path.replace(/(\\*)([ \t#])/g, (_, backslashes: string, char: string) => `${backslashes}${backslashes}\\${char}`).replaceAll("$", "$$$$");
}
