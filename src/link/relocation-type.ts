// <mach-o/x86_64/reloc.h>

export const X86_64_RELOC_UNSIGNED = 0;
export const X86_64_RELOC_SIGNED = 1;
export const X86_64_RELOC_BRANCH = 2;
export const X86_64_RELOC_GOT_LOAD = 3;
export const X86_64_RELOC_GOT = 4;
export const X86_64_RELOC_SUBTRACTOR = 5;
export const X86_64_RELOC_SIGNED_1 = 6;
export const X86_64_RELOC_SIGNED_2 = 7;
export const X86_64_RELOC_SIGNED_4 = 8;
export const X86_64_RELOC_TLV = 9;

/** How many bytes of the instruction stand between the field and its end. */
export function trailingBytes(type: number): number {
  if (type === X86_64_RELOC_SIGNED_1) return 1;
  if (type === X86_64_RELOC_SIGNED_2) return 2;
  return type === X86_64_RELOC_SIGNED_4 ? 4 : 0;
}
