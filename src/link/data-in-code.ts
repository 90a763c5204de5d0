import { isCode, sectionRange } from "../macho/code-section.js";
import type { DataInCode } from "../macho/macho.js";
import { addressIn, placed, subsectionAt } from "./subsection.js";
import type { LinkedObject } from "./symbol-table.js";

/** The ranges of code sections that hold no instructions, as places in the image, ascending. Sections are laid out. */
export function dataInCode(objects: readonly LinkedObject[]): DataInCode[] {
  return objects.flatMap(rangesIn).sort((a, b) => a.offset - b.offset);
}

// Ranges of an object are addresses in it; __TEXT begins at 0 in address space and file, so those of an image are both.
function rangesIn({ object: { macho }, sections }: LinkedObject): DataInCode[] {
  const code = macho.sections.filter(isCode).map((section) => ({ input: sections[section.index - 1], ...sectionRange(section) }));
  return macho.dataInCode.flatMap((range) => {
    const home = code.find(({ start, end }) => range.offset >= start && range.offset < end);
    if (home?.input === undefined) return [];
    const offset = range.offset - home.start;
    return placed(subsectionAt(home.input, offset)).isLive ? [{ ...range, offset: addressIn(home.input, offset) }] : [];
  });
}
