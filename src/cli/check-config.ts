import * as z from "zod/mini";
import en from "zod/v4/locales/en.js";
import { closest } from "../support/closest.js";
import { UsageError } from "../support/diagnostic.js";
import { type Config, configSchema } from "./config-schema.js";

/** The value as a configuration. Throws UsageError with every reason why it is none. */
export function checkConfig(value: unknown, file: string): Config {
  // Its own messages say no more than that the input is invalid.
  z.config(en());
  const result = z.safeParse(configSchema, value);
  if (result.success) return result.data;
  const known = Object.keys(configSchema.shape);
  const reasons = result.error.issues.map((issue) => {
    if (issue.code === "unrecognized_keys") return issue.keys.map((key) => unknownKey(key, known)).join("; ");
    return issue.path.length === 0 ? issue.message : `'${issue.path.join(".")}': ${issue.message}`;
  });
  throw new UsageError(`${file}: ${reasons.join("; ")}`, `known are ${known.join(", ")}; 'kextir schema config' prints the schema`);
}

function unknownKey(key: string, known: readonly string[]): string {
  const near = closest(key, known);
  return `unknown key '${key}'${near === undefined ? "" : ` (did you mean '${near}'?)`}`;
}
