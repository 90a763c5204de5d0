// What kextir takes from the environment: which tools there are. What it makes of its input does not
// depend on it.

import { homedir } from "node:os";
import { join } from "node:path";
import type { SearchPlaces } from "../toolchain/find.js";

/** Where tools are looked for. */
export function searchPlaces(): SearchPlaces {
  return { path: process.env["PATH"] ?? "", platform: process.platform, cacheFolder: cacheFolder() };
}

/** The user's cache folder for kextir, the one of `make`. */
function cacheFolder(): string {
  const { KEXTIR_CACHE = "", XDG_CACHE_HOME = "" } = process.env;
  if (KEXTIR_CACHE !== "") return KEXTIR_CACHE;
  return join(XDG_CACHE_HOME === "" ? join(homedir(), ".cache") : XDG_CACHE_HOME, "kextir");
}

/** The clang that KEXTIR_CLANG names; undefined where it names none. */
export function namedClang(): string | undefined {
  const name = process.env["KEXTIR_CLANG"] ?? "";
  return name === "" ? undefined : name;
}

/** The rustc that KEXTIR_RUSTC names; undefined where it names none. */
export function namedRustc(): string | undefined {
  const name = process.env["KEXTIR_RUSTC"] ?? "";
  return name === "" ? undefined : name;
}

/** Arguments of the user's own for rustc, as cargo takes them. */
export function rustFlags(): string {
  return process.env["RUSTFLAGS"] ?? "";
}

/** The pager that KEXTIR_PAGER or PAGER names, less where neither is set; undefined for none. */
export function pager(): string | undefined {
  const name = process.env["KEXTIR_PAGER"] ?? process.env["PAGER"] ?? "less";
  return name.trim() === "" || name.trim() === "cat" ? undefined : name.trim();
}
