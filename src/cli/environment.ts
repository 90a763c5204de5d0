// What kextir takes from the environment: which tools there are. What it makes of its input does not
// depend on it.

import type { SearchPlaces } from "../toolchain/find.js";

/** Where tools are looked for. */
export function searchPlaces(): SearchPlaces {
  return { path: process.env["PATH"] ?? "", platform: process.platform };
}

/** The clang that KEXTIR_CLANG names; undefined where it names none. */
export function namedClang(): string | undefined {
  const name = process.env["KEXTIR_CLANG"] ?? "";
  return name === "" ? undefined : name;
}
