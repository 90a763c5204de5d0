// The options that say which kernel something is for, and what it exports.

import { readdirSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import type { KernelChoice } from "../audit/symbols.js";
import { darwinOfMacos, describeDarwin } from "../kpi/darwin.js";
import { type ListFile, readLists } from "../kpi/read-lists.js";
import { InputError, UsageError } from "../support/diagnostic.js";
import { type LoadedConfig, NO_CONFIG } from "./config.js";
import { readInput } from "./input.js";
import type { OptionValues, Options } from "./options.js";
import { isSystemError, reasonOf } from "./system-error.js";

export const kernelOptions = {
  kpi: {
    value: "DIR|FILE",
    isRepeated: true,
    help: "a list of what a kernel, or another kext, exports: xnu's config/*.exports, a property list with symbol sets, JSON; may be repeated, for several releases too",
  },
  "target-release": { value: "VERSION", help: "the oldest macOS to run on, as 10.15 or 13 (default: the one that the object is built for)" },
} as const satisfies Options;

/**
 * What the options say and, of what they do not, the configuration. Throws UsageError for
 * a version that is none, InputError for a list that cannot be read.
 */
export function kernelChoice(options: OptionValues<typeof kernelOptions>, { config, file = "" }: LoadedConfig = NO_CONFIG): KernelChoice {
  const paths = options.kpi.length > 0 ? options.kpi : (config.kpi ?? []).map((path) => resolve(dirname(file), path));
  const release = options["target-release"];
  const darwin = release !== undefined ? darwinOf(release, "--target-release=") : config.targetRelease !== undefined ? darwinOf(config.targetRelease, `${file}: targetRelease `) : undefined;
  return { lists: paths.flatMap((path) => readLists([...listFiles(path)], path)), ...(darwin !== undefined && { darwin }) };
}

function darwinOf(text: string, said: string): number {
  const [, major = "", minor] = /^([0-9]{1,2})(?:\.([0-9]{1,2}))?(?:\.[0-9]+)*$/.exec(text) ?? [];
  const isKnown = major === "10" ? minor !== undefined && Number(minor) >= 4 && Number(minor) <= 15 : (Number(major) >= 11 && Number(major) <= 15) || Number(major) >= 26;
  if (isKnown) return darwinOfMacos(Number(major), Number(minor ?? 0));
  const darwin = Number(major);
  throw new UsageError(
    `${said}${text} is no version of macOS`,
    darwin >= 16 && darwin <= 25 ? `versions of macOS are meant, not of Darwin: ${describeDarwin(darwin)}` : "as 10.15 or 13",
  );
}

function* listFiles(path: string): Generator<ListFile> {
  if (isFolder(path)) {
    for (const name of readdirSync(path).sort()) {
      const inside = join(path, name);
      if (isFolder(inside) || /\.(?:exports|plist|json)$|^MasterVersion$/.test(name)) yield* listFiles(inside);
    }
  } else yield { path, text: readInput(path).bytes.toString("utf8") };
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch (error) {
    if (!isSystemError(error)) throw error;
    throw new InputError({ severity: "error", code: "cannot-read", message: `cannot read '${path}': ${reasonOf(error)}` });
  }
}
