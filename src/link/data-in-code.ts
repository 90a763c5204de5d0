import { isCode } from "../macho/code-section.js";
import type { DataInCode } from "../macho/macho.js";
import { addressIn, placed, subsectionAt } from "./subsection.js";
import type { LinkedObject } from "./symbol-table.js";

/** The ranges of code sections that hold no instructions, as places in the image, ascending. Sections are laid out. */
export function dataInCode(objects: readonly LinkedObject[]): DataInCode[] {
  return objects
    .flatMap(({ object: { macho }, sections }) =>
      macho.dataInCode.flatMap((range) => {
        // Ranges of an object are addresses in it; __TEXT begins at 0 in address space and file, so those of an image are both.
        const header = macho.sections.find((section) => isCode(section) && contains(section, range.offset));
        const input = header && sections[header.index - 1];
        if (header === undefined || input === undefined) return [];
        const offset = range.offset - Number(header.address);
        return placed(subsectionAt(input, offset)).isLive ? [{ ...range, offset: addressIn(input, offset) }] : [];
      }),
    )
    .sort((a, b) => a.offset - b.offset);
}

function contains({ address, size }: { readonly address: bigint; readonly size: bigint }, at: number): boolean {
  return BigInt(at) >= address && BigInt(at) < address + size;
}
