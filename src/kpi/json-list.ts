import { InputError } from "../support/diagnostic.js";
import { darwinOfXnu } from "./darwin.js";
import type { BundleExports, KpiList } from "./list.js";

/**
 * Reads a list in JSON: an object of bundles, each an array of raw names; a name that
 * ends in `*` stands for all that begin so. `_meta`, where there is one, says the `xnu`
 * or `darwin` release, the `arch`, and `wildcards` (prefixes) by bundle.
 *
 * @throws InputError where it is something else.
 */
export function parseJsonList(text: string, file: string): KpiList {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw notAList(file, error instanceof Error ? error.message : String(error));
  }
  if (!isObject(json)) throw notAList(file, "an object of bundles is expected");
  const { _meta: meta, ...rest } = json;
  const facts = isObject(meta) ? meta : {};
  const bundles = new Map<string, BundleExports>();
  for (const [bundle, names] of Object.entries(rest)) {
    if (!isNames(names)) throw notAList(file, `'${bundle}' is no array of names`);
    const wildcards = isObject(facts["wildcards"]) ? facts["wildcards"][bundle] : undefined;
    const prefixes = [...names.filter((name) => name.endsWith("*")), ...(isNames(wildcards) ? wildcards : [])];
    bundles.set(bundle, {
      symbols: new Set(names.filter((name) => !name.endsWith("*"))),
      prefixes: prefixes.map((name) => name.replace(/\*$/, "")),
    });
  }
  if (bundles.size === 0) throw notAList(file, "it names no bundle");
  const darwin = darwinOf(facts);
  const architecture = facts["arch"];
  return {
    source: file, bundles,
    ...(darwin !== undefined && { darwin }),
    ...(typeof architecture === "string" && { architecture }),
  };
}

function darwinOf({ darwin, xnu }: Readonly<Record<string, unknown>>): number | undefined {
  if (typeof darwin === "number" || typeof darwin === "string") return Number.parseInt(String(darwin), 10) || undefined;
  const release = typeof xnu === "string" ? /(\d+)/.exec(xnu)?.[1] : undefined;
  return release === undefined ? undefined : darwinOfXnu(Number(release));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((name) => typeof name === "string");
}

function notAList(file: string, reason: string): InputError {
  return new InputError({ severity: "error", code: "invalid-kpi-list", message: `${file} is no list of kernel exports: ${reason}` });
}
