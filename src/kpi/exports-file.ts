import type { BundleExports } from "./list.js";

/** The bundle and architecture that an export list of xnu is for, by its file's name: `Libkern.x86_64.MacOSX.exports`. Undefined for one of another system, or of no bundle. */
export function exportsFileSubject(file: string): { readonly bundle: string; readonly architecture: string | undefined } | undefined {
  const [, stem = "", ...suffixes] = /^([A-Za-z]+)(?:\.([a-z0-9_]+))?(?:\.([A-Za-z]+))?\.exports$/.exec(file) ?? [];
  const bundle = STEMS.get(stem);
  const [architecture, system = "MacOSX"] = suffixes;
  return bundle === undefined || system !== "MacOSX" ? undefined : { bundle: `com.apple.kpi.${bundle}`, architecture };
}

/** xnu's config/ names its lists otherwise than the bundles. */
const STEMS: ReadonlyMap<string, string> = new Map([
  ["BSDKernel", "bsd"], ["IOKit", "iokit"], ["Libkern", "libkern"], ["Mach", "mach"], ["MACFramework", "dsep"],
  ["Unsupported", "unsupported"], ["Private", "private"], ["Kasan", "kasan"], ["Kcov", "kcov"],
]);

/**
 * Reads an export list: a name a line with its leading underscore, `name:target` for an
 * alias, `name*` for all that begin so, `#` before a comment, lines that begin with `.`
 * for the assembler alone.
 */
export function parseExports(text: string): BundleExports {
  const symbols = new Set<string>();
  const prefixes: string[] = [];
  for (const line of text.split(/\r?\n|\r/)) {
    const [name = ""] = /^[^#:\s]*/.exec(line.trimStart()) ?? [];
    if (name === "" || name.startsWith(".")) continue;
    if (name.endsWith("*")) prefixes.push(name.slice(0, -1));
    else symbols.add(name);
  }
  return { symbols, prefixes };
}
