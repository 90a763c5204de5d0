import { readFileSync } from "node:fs";
import type { OptionSpec } from "../pass/pipeline.js";
import { parseRewriteMap } from "../pass/rewrite-map.js";
import { UsageError } from "../support/diagnostic.js";
import { isSystemError, reasonOf } from "./system-error.js";

/** The rules of a rewrite map as options of rename-symbols. Throws UsageError where it cannot be read or makes no sense. */
export function readRewriteMap(file: string): OptionSpec[] {
  try {
    return parseRewriteMap(readFileSync(file, "utf8"), file);
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UsageError(`--rewrite-map-file: cannot read '${file}': ${reasonOf(error)}`);
  }
}
