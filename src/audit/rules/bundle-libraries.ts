// Compares what a kext's code needs with the libraries that its Info.plist names.

import { describeDarwin } from "../../kpi/darwin.js";
import { PRIVATE } from "../../kpi/list.js";
import { isPlistDictionary, type PlistDictionary } from "../../support/plist.js";
import type { AuditInput } from "../audit-input.js";
import type { Observation } from "../finding.js";
import type { InputRule } from "../rule.js";
import { symbolsOf } from "../symbols.js";

export const bundleLibraries: InputRule = {
  looksAt: "input",
  code: "bundle-libraries",
  severity: "error",
  title: "the libraries that a kext's Info.plist names are not those that its symbols are of",
  fix: "write what 'kextir audit --libraries' prints into Info.plist",
  *check(input) {
    const symbols = symbolsOf(input);
    const libraries = symbols === undefined ? undefined : librariesIn(input);
    if (symbols === undefined || libraries === undefined) return;
    const lacking = new Map<string, string[]>();
    for (const { symbol, isWeak, resolution } of symbols.needed) {
      if (resolution.kind !== "exported" || isWeak || resolution.bundle === PRIVATE || Object.hasOwn(libraries, resolution.bundle)) continue;
      const list = lacking.get(resolution.bundle);
      if (list === undefined) lacking.set(resolution.bundle, [symbol]);
      else list.push(symbol);
    }
    for (const [bundle, names] of lacking) yield { message: `OSBundleLibraries does not name ${bundle}, which exports ${shown(names)}` };
    yield* newer(libraries, symbols.resolver.darwin);
  },
};

/** The dictionary that holds for the binary's architecture: one with its suffix goes before the plain one. */
function librariesIn({ object, bundle }: AuditInput): PlistDictionary | undefined {
  if (object === undefined || bundle === undefined) return undefined;
  const plist = bundle.infoPlist;
  const libraries = plist[`OSBundleLibraries_${object.architecture}`] ?? plist["OSBundleLibraries"];
  return isPlistDictionary(libraries) ? libraries : undefined;
}

/** Bundles of the kernel are at the version of Darwin that runs. */
function* newer(libraries: PlistDictionary, darwin: number | undefined): Generator<Observation> {
  if (darwin === undefined) return;
  for (const [bundle, version] of Object.entries(libraries)) {
    if (!bundle.startsWith("com.apple.kpi.") || typeof version !== "string" || !(Number.parseInt(version, 10) > darwin)) continue;
    yield {
      severity: "warning",
      message: `OSBundleLibraries asks for ${bundle} ${version}, which ${describeDarwin(darwin)} does not have although the kext is for it`,
      fix: `ask for ${darwin}.0.0, or build for a newer release`,
    };
  }
}

function shown(names: readonly string[]): string {
  const rest = names.length - MOST_SHOWN;
  return names.slice(0, MOST_SHOWN).join(", ") + (rest > 0 ? ` and ${rest} more` : "");
}

const MOST_SHOWN = 3;
