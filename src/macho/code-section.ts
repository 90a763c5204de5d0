import { S_ATTR_DEBUG, S_ATTR_PURE_INSTRUCTIONS, S_ATTR_SOME_INSTRUCTIONS } from "./layout.js";
import type { Section } from "./macho.js";

/** Whether a section holds instructions, alone or among data: by its attributes, or a name that linkers take for code. */
export function isCode(section: Section): boolean {
  if (section.contents === undefined || section.size === 0n) return false;
  return (section.attributes & (S_ATTR_PURE_INSTRUCTIONS | S_ATTR_SOME_INSTRUCTIONS)) !== 0 || codeNames.has(section.name);
}

const codeNames: ReadonlySet<string> = new Set(["__text", "__textcoal_nt", "__StaticInit", "__stubs", "__auth_stubs"]);

/** Whether llvm-objdump takes a section that holds instructions for data, as assembly in a section of its own. */
export function isMixed(section: Section): boolean {
  return isCode(section) && (section.attributes & S_ATTR_PURE_INSTRUCTIONS) === 0;
}

/** Whether a section is for debuggers, who read it from the object. */
export function isDebug({ attributes, segment }: Section): boolean {
  return (attributes & S_ATTR_DEBUG) !== 0 || segment === "__DWARF";
}

/** The address range of a section; objects and kexts are laid out from 0, so that numbers suffice. */
export function sectionRange(section: Section): { readonly start: number; readonly end: number } {
  return { start: Number(section.address), end: Number(section.address + section.size) };
}
