// What a symbol of an object's says of itself.

import { N_WEAK_DEF, N_WEAK_REF } from "../macho/layout.js";

/** Whether another definition of the same name may stand beside it and win. */
export function isWeakDefinition(description: number): boolean {
  return (description & N_WEAK_DEF) !== 0;
}

/** Whether a reference is content with the symbol not being there. */
export function isWeakReference(description: number): boolean {
  return (description & N_WEAK_REF) !== 0;
}

/** The alignment that a common of so many bytes asks for, which stands in four bits of `n_desc`; without it, that of its size. */
export function commonAlignment(description: number, size: number): number {
  const asked = (description >>> 8) & 0xf;
  return asked !== 0 ? asked : Math.min(LARGEST_NATURAL_ALIGNMENT, Math.ceil(Math.log2(size)));
}

/** Exponent of two: what a common of 16 bytes or more gets. */
const LARGEST_NATURAL_ALIGNMENT = 4;

/** Whether a name that begins with this byte, 0 where it has none, is a label of the assembler's: `L…` for itself alone, `l…` up to the linker. */
export function isTemporary(initial: number): boolean {
  return initial === 0 || initial === 0x4c || initial === 0x6c;
}
