import type { Diagnostic } from "../../support/diagnostic.js";
import { Function } from "../function.js";
import { GlobalValue } from "../global-value.js";
import type { Module } from "../module.js";
import { clauseRemoval } from "./clause.js";
import { refusal } from "./refusal.js";
import { machOSection, type SectionContents } from "./section.js";

/** Puts everything that names a section of ELF into its place in Mach-O; returns how many, and what has no place. */
export function moveSections(module: Module): { moved: number; refusals: Diagnostic[] } {
  let moved = 0;
  const refusals: Diagnostic[] = [];
  for (const entity of module.entitiesIncluding("section")) {
    if (!(entity instanceof Function || entity instanceof GlobalValue)) continue;
    const header = entity.header();
    const clause = header?.section;
    if (header === undefined || clause === undefined) continue;
    const contents: SectionContents = !("form" in header) ? "function" : header.form === "constant" ? "constant" : "variable";
    const place = machOSection(clause.value, contents);
    switch (place.kind) {
      case "keep": break;
      case "default":
        entity.edit([clauseRemoval(entity.bytes, clause)]);
        moved++;
        break;
      case "named":
        entity.edit([{ start: clause.start, stop: clause.stop, text: `section "${place.name}"` }]);
        moved++;
        break;
      case "refused":
        refusals.push(refusal(
          entity, clause.start, "elf-section",
          `'${entity.printedName}' asks for section '${clause.value}': ${place.reason}`,
          `give it a Mach-O section on Darwin, as in #[cfg_attr(target_vendor = "apple", link_section = "__DATA,__name")], or none`,
        ));
    }
  }
  return { moved, refusals };
}
