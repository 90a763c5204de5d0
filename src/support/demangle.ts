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
  const mangled = name.startsWith("__") ? name.slice(1) : name;
  if (mangled.startsWith("_ZN")) {
    const { path, end } = demangleLegacy(mangled, hash) ?? {};
    return path === undefined ? name : withSuffix(path, mangled.slice(end), hash);
  }
  if (mangled.startsWith("_R")) {
    const [text = "", ...suffix] = mangled.slice(2).split(/(?=\.)/);
    const path = demangleV0(text, hash);
    return path === undefined ? name : withSuffix(path, suffix.join(""), hash);
  }
  return name;
}

/** Whether a symbol name is one that rustc mangled, by either scheme. */
export function isRustName(name: string): boolean {
  return demangle(name) !== name;
}

function withSuffix(path: string, suffix: string, hash: boolean): string {
  const shown = hash ? suffix : suffix.replace(/\.llvm\.[0-9A-F]+/, "");
  return shown === "" ? path : `${path} (${shown})`;
}
