// kextir.config.json. It holds no program to run and no code to load, for a file
// that is found by walking up from the input is not one that the user named.

import { existsSync, readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { UsageError } from "../support/diagnostic.js";
import type { Config } from "./config-schema.js";
import type { Options, OptionValues } from "./options.js";
import { isSystemError, reasonOf } from "./system-error.js";

/** The configuration, and the file it came from. */
export interface LoadedConfig {
  readonly config: Config;
  readonly file: string | undefined;
}

export const configOptions = {
  config: { value: "FILE", help: "the configuration; without it, the first kextir.config.json in the input's folder or above" },
  "no-config": { help: "use no configuration" },
} as const satisfies Options;

const CONFIG_NAME = "kextir.config.json";
/** Where there is none. */
export const NO_CONFIG: LoadedConfig = { config: {}, file: undefined };

/**
 * Loads the configuration: the file that --config names, else the first
 * `kextir.config.json` in the input's folder (for standard input the current one) and
 * those above it, else none. Throws UsageError where it cannot be read or says
 * something unknown.
 */
export async function loadConfig(options: OptionValues<typeof configOptions>, input: string | undefined): Promise<LoadedConfig> {
  if (options["no-config"]) return NO_CONFIG;
  const file = options.config ?? findConfig(input === undefined || input === "-" ? "." : dirname(input));
  if (file === undefined) return NO_CONFIG;
  const value = parseJson(readText(file), file);
  // What checks it takes longer to load than a small module to filter.
  const { checkConfig } = await import("./check-config.js");
  return { config: checkConfig(value, file), file };
}

// The path stays as the input's was, relative or absolute, so that a dependency file is the same in
// every folder.
function findConfig(folder: string): string | undefined {
  let here = folder;
  for (let above = resolve(folder); ; above = dirname(above)) {
    const file = join(here, CONFIG_NAME);
    if (existsSync(file)) return file;
    if (above === dirname(above)) return undefined;
    here = join(here, "..");
  }
}

function readText(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new UsageError(`cannot read the configuration '${file}': ${reasonOf(error)}`);
  }
}

function parseJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${file}: ${(error as SyntaxError).message}`, "the configuration is plain JSON");
  }
}
