import { S_ATTR_PURE_INSTRUCTIONS, S_ATTR_SOME_INSTRUCTIONS } from "../macho/layout.js";
import type { Section } from "../macho/macho.js";
import type { Diagnostic } from "../support/diagnostic.js";
import type { InputObject } from "./input.js";
import { linkError } from "./link-error.js";
import { isLinkableType } from "./output-section.js";
import { overlappingField } from "./overlap.js";
import type { LinkedObject } from "./symbol-table.js";

/** Sections that a kext cannot have, one diagnostic each. */
export function sectionErrors(objects: readonly LinkedObject[]): Diagnostic[] {
  return objects.flatMap(({ object, sections }) => sections.flatMap((input) => (input === undefined ? [] : sectionError(object, input.section))));
}

function sectionError({ name: object }: InputObject, { segment, name, type, attributes, contents, relocationTable }: Section): Diagnostic[] {
  const what = `'${object}': section '${segment},${name}'`;
  if (segment === "__LINKEDIT") {
    return [linkError("link-section-type", `${what} is in the segment of the linker's own tables`, { fix: "put it into __TEXT or __DATA" })];
  }
  if (segment !== "__TEXT" && (attributes & (S_ATTR_PURE_INSTRUCTIONS | S_ATTR_SOME_INSTRUCTIONS)) !== 0) {
    return [linkError("link-code-segment", `${what} holds code, and the kernel executes none outside of __TEXT`, { fix: `name the section __TEXT,${name}` })];
  }
  if (!isLinkableType(type)) {
    return [
      linkError("link-section-type", `${what} is of type ${type}, which the kernel's linker refuses`, {
        fix: "thread-local variables, lazily bound symbols and interposing do not exist in a kext: take out what makes the section",
      }),
    ];
  }
  const fix = "the object is damaged: compile it again";
  if (contents === undefined && relocationTable.length > 0) return [linkError("link-bad-relocation", `${what} has relocations and no bytes for them`, { fix })];
  const overlap = overlappingField(relocationTable);
  return overlap === undefined ? [] : [linkError("link-bad-relocation", `${what} has two relocations for what is at 0x${overlap.toString(16)}`, { fix })];
}
