import type { Architecture } from "../triple.js";

/**
 * The data layout of macOS on `architecture`, spelt as the LLVM spells it that
 * wrote `own`, the module's layout so far: each part came with some release
 * (p270 with 10 on x86 and 22 on AArch64, i128:128 with 18, Fn32 with 19). Without
 * `own` as LLVM 22 does. Taken from clang 15, 16, 19 and 22; undefined for an
 * architecture that macOS does not run on.
 */
export function machODataLayout(architecture: Architecture, own: string | undefined): string | undefined {
  const has = (part: string): boolean => own === undefined || own.split("-").includes(part);
  const pointers = has("p270:32:32") ? "-p270:32:32-p271:32:32-p272:64:64" : "";
  switch (architecture) {
    case "x86_64": return `e-m:o${pointers}-i64:64${has("i128:128") ? "-i128:128" : ""}-f80:128-n8:16:32:64-S128`;
    case "aarch64": return `e-m:o${pointers}-i64:64-i128:128-n32:64-S128${has("Fn32") ? "-Fn32" : ""}`;
    default: return undefined;
  }
}

/** The mangling that a layout asks for: `e` ELF, `o` Mach-O, `w` and `x` COFF; undefined when it does not say. */
export function manglingOf(layout: string): string | undefined {
  return layout.split("-").find((part) => part.startsWith("m:"))?.slice(2);
}

/** What in `layout` no 64-bit little-endian machine with a single address space has; undefined when nothing. */
export function foreignPart(layout: string): string | undefined {
  return layout.split("-").find((part) => part === "E" || /^(?:[AGP][1-9]|ni:)/.test(part) || (/^p0?:/.test(part) && !/^p0?:64:/.test(part)));
}
