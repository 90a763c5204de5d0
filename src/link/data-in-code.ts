import { isCode, sectionRange } from "../macho/code-section.js";
import type { DataInCode } from "../macho/macho.js";
import { type InputSection, pieceAt, type Subsections } from "./subsections.js";
import type { LinkedObject, SymbolTable } from "./symbol-table.js";

/** A range of a code section that holds no instructions. */
interface CodeData {
  readonly section: InputSection;
  /** From the start of the section. */
  readonly offset: number;
  readonly range: DataInCode;
}

/** Such ranges of all objects, as far as they are in the image. */
export function liveDataInCode({ objects, subsections }: SymbolTable): CodeData[] {
  return objects.flatMap((object) => (object.object.macho.dataInCode.length === 0 ? [] : dataOf(object, subsections)));
}

function dataOf({ object: { macho }, sections }: LinkedObject, subsections: Subsections): CodeData[] {
  const code = macho.sections.filter(isCode).map((section) => ({ input: sections[section.index - 1], ...sectionRange(section) }));
  const live: CodeData[] = [];
  let home = code[0];
  for (const range of macho.dataInCode) {
    const { offset: address } = range;
    if (home === undefined || address < home.start || address >= home.end) home = code.find(({ start, end }) => address >= start && address < end);
    if (home?.input === undefined) continue;
    const offset = address - home.start;
    if (subsections.isPlaced(pieceAt(home.input, offset))) live.push({ section: home.input, offset, range });
  }
  return live;
}

/** The ranges as places in the image, ascending; sections are laid out. */
export function placeDataInCode(ranges: readonly CodeData[], subsections: Subsections): DataInCode[] {
  // __TEXT begins at 0 in address space and file, so the places are both.
  const placed = ranges.map(({ section, offset, range: { length, kind } }) => ({ offset: subsections.addressIn(section, offset), length, kind }));
  return placed.sort((a, b) => a.offset - b.offset);
}
