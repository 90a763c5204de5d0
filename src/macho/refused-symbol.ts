import type { SymbolKind } from "./macho.js";

/**
 * Whether the kernel's linker (kxld) refuses a kext for a symbol, by its kind and its
 * `n_type` byte: prebound ones, and stabs that <mach-o/stab.h> did not have at its time.
 */
export function isRefusedSymbol(kind: SymbolKind, type: number): boolean {
  return kind === "prebound" || (kind === "debug" && !acceptedStabs.has(type));
}

const acceptedStabs: ReadonlySet<number> = new Set([
  0x20, 0x22, 0x24, 0x26, 0x28, 0x2e, 0x3c, 0x40, 0x44, 0x4e, 0x60, 0x64, 0x66, 0x80, 0x82, 0x84, 0x86, 0x88, 0x8a, 0xa0, 0xa2, 0xa4, 0xc0, 0xc2, 0xe0, 0xe2, 0xe4, 0xe8, 0xfe,
]);
