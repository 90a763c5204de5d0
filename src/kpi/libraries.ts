import { printPlistKey, printPlistValue } from "../support/plist.js";
import { PRIVATE } from "./list.js";
import type { KpiResolver, Resolution } from "./resolve.js";

/** A kext's OSBundleLibraries: bundles and the oldest version of each that will do. */
export type BundleLibraries = Readonly<Record<string, string>>;

/**
 * The OSBundleLibraries of a kext that needs the symbols that `resolutions` are of: each
 * bundle that exports one, at the version of the oldest release that the kext is for; where
 * that is not known, at that of the newest symbol the built-in table knows the age of.
 * Bundles that are no part of the kernel are at 1.0, since lists do not tell their versions.
 * com.apple.kpi.private, which no kext but Apple's may name, is left out. Never empty: a
 * kext with code must name a library.
 */
export function bundleLibraries(resolutions: Iterable<Resolution>, { darwin }: Pick<KpiResolver, "darwin">): BundleLibraries {
  const oldest = new Map<string, number>();
  const need = (bundle: string, since: number): void => void oldest.set(bundle, Math.max(since, oldest.get(bundle) ?? 0));
  for (const resolution of resolutions) {
    if ((resolution.kind !== "exported" && resolution.kind !== "other-release") || resolution.bundle === PRIVATE) continue;
    need(resolution.bundle, resolution.kind === "exported" ? (resolution.known?.since ?? FIRST) : (resolution.since ?? FIRST));
  }
  if (oldest.size === 0) need("com.apple.kpi.libkern", FIRST);
  const version = (bundle: string, since: number): string =>
    bundle.startsWith("com.apple.kpi.") ? `${Math.max(since, darwin ?? FIRST)}.0.0` : "1.0";
  return Object.fromEntries([...oldest].sort(([a], [b]) => (a < b ? -1 : 1)).map(([bundle, since]) => [bundle, version(bundle, since)]));
}

/** Darwin 8, macOS 10.4, is the first with these bundles. */
const FIRST = 8;

/** The key and its dictionary as they stand in an Info.plist, which is what kextlibs -xml prints. Without a line end. */
export function formatLibraries(libraries: BundleLibraries): string {
  return `${printPlistKey("OSBundleLibraries", "\t")}\n${printPlistValue(libraries, "\t")}`;
}
