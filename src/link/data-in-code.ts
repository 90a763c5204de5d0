import { isCode, sectionRange } from "../macho/code-section.js";
import type { DataInCode } from "../macho/macho.js";
import { type InputSection, pieceAt, type Subsections } from "./subsections.js";
import type { SymbolTable } from "./symbol-table.js";

/** A range of a code section that holds no instructions. */
interface CodeData {
  readonly section: InputSection;
  /** From the start of the section. */
  readonly offset: number;
  readonly range: DataInCode;
}

/** Such ranges of all objects, as far as they are in the image. */
export function liveDataInCode({ objects, subsections }: SymbolTable): CodeData[] {
  return objects.flatMap(({ object: { macho }, sections }) => {
    const code = macho.sections.filter(isCode).map((section) => ({ input: sections[section.index - 1], ...sectionRange(section) }));
    return macho.dataInCode.flatMap((range) => {
      const home = code.find(({ start, end }) => range.offset >= start && range.offset < end);
      if (home?.input === undefined) return [];
      const offset = range.offset - home.start;
      return subsections.isPlaced(pieceAt(home.input, offset)) ? [{ section: home.input, offset, range }] : [];
    });
  });
}

/** The ranges as places in the image, ascending; sections are laid out. */
export function placeDataInCode(ranges: readonly CodeData[], subsections: Subsections): DataInCode[] {
  // __TEXT begins at 0 in address space and file, so the places are both.
  return ranges.map(({ section, offset, range }) => ({ ...range, offset: subsections.addressIn(section, offset) })).sort((a, b) => a.offset - b.offset);
}
