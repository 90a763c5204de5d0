// Turns the symbol names that rustc makes back into Rust paths.
//
//   __ZN4core9panicking5panic17h0123456789abcdefE   =>   core::panicking::panic
//   _RNvCs1234_7mycrate3foo                         =>   mycrate::foo

import { demangleLegacy } from "./demangle-legacy.js";
import { demangleV0 } from "./demangle-v0.js";

export interface DemangleOptions {
  /**
   * Show what tells two builds of one path apart: the legacy hash, v0 crate
   * disambiguators and the `.llvm.<n>` suffix of a promoted local.
   */
  readonly hash?: boolean;
}

/**
 * The Rust path that a symbol name stands for, or `name` itself, unchanged,
 * where it is not a well-formed Rust name. Reads the legacy scheme
 * (`_ZN…17h<hash>E`) and v0 (`_R…`), each also with the further underscore that
 * Mach-O puts before every C-level name. Never throws; work and output are
 * bounded for any input.
 *
 * A suffix that LLVM appended is put in parentheses, as llvm-cxxfilt does:
 * `_RNvC1a1f.cold` is `a::f (.cold)`.
 */
export function demangle(name: string, options: DemangleOptions = {}): string {
  const hash = options.hash ?? false;
  const { mangled, suffix } = splitSuffix(name.startsWith("__") ? name.slice(1) : name);
  const path = mangled.startsWith("_R") ? demangleV0(mangled.slice(2), hash) : demangleLegacy(mangled, hash);
  if (path === undefined) return name;
  const shown = hash ? suffix : suffix.replace(/\.llvm\.[0-9A-F]+/, "");
  return shown === "" ? path : `${path} (${shown})`;
}

/** Whether a symbol name is one that rustc mangled, by either scheme. */
export function isRustName(name: string): boolean {
  return demangle(name) !== name;
}

// LLVM's suffixes begin with a dot. Legacy names hold dots of their own, but
// those come before the `E` that ends the path.
function splitSuffix(name: string): { mangled: string; suffix: string } {
  const end = name.startsWith("_ZN") ? name.indexOf("E.") + 1 : name.indexOf(".");
  return end <= 0 ? { mangled: name, suffix: "" } : { mangled: name.slice(0, end), suffix: name.slice(end) };
}
