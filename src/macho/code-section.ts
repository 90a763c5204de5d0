import { S_ATTR_PURE_INSTRUCTIONS, S_ATTR_SOME_INSTRUCTIONS } from "./layout.js";
import type { Section } from "./macho.js";

/** Whether a section holds instructions, alone or among data. */
export function isCode(section: Section): boolean {
  return (section.attributes & (S_ATTR_PURE_INSTRUCTIONS | S_ATTR_SOME_INSTRUCTIONS)) !== 0;
}

/** Whether a section holds instructions among data, as assembly in a section of its own may. */
export function isMixed(section: Section): boolean {
  return isCode(section) && (section.attributes & S_ATTR_PURE_INSTRUCTIONS) === 0;
}

/** The address range of a section; objects and kexts are laid out from 0, so that numbers suffice. */
export function sectionRange(section: Section): { readonly start: number; readonly end: number } {
  return { start: Number(section.address), end: Number(section.address + section.size) };
}
