// Ranges of code sections that hold no instructions, of which switches make as many as they have tables.

import { isCode, sectionRange } from "../macho/code-section.js";
import { type InputSection, pieceAt, type Subsections } from "./subsections.js";
import type { LinkedObject, SymbolTable } from "./symbol-table.js";

/** Whether anything of them goes into the image. */
export function hasDataInCode({ objects, subsections }: SymbolTable): boolean {
  return objects.some((object) => forEachRange(object, subsections, () => true));
}

/** The ranges as they stand in `LC_DATA_IN_CODE`, two words each, ascending; sections are laid out. */
export function placedDataInCode({ objects, subsections }: SymbolTable): Uint32Array {
  const most = objects.reduce((sum, { object }) => sum + object.macho.dataInCodeWords.length, 0);
  const words = new Uint32Array(most);
  let end = 0;
  for (const object of objects) {
    forEachRange(object, subsections, (section, offset, word) => {
      // __TEXT begins at 0 in address space and file, so that an address is an offset, too.
      words[end++] = subsections.addressIn(section, offset);
      words[end++] = word;
      return false;
    });
  }
  return sorted(words.subarray(0, end));
}

/** Calls `visit` with each range that is in the image, its offset in its section and its second word, until that returns true; then so does this. */
function forEachRange({ object: { macho }, sections }: LinkedObject, subsections: Subsections, visit: (section: InputSection, offset: number, word: number) => boolean): boolean {
  const { dataInCodeWords: words } = macho;
  if (words.length === 0) return false;
  const code = macho.sections.filter(isCode).map((section) => ({ input: sections[section.index - 1], ...sectionRange(section) }));
  let home = code[0];
  for (let at = 0; at < words.length; at += 2) {
    const address = words[at]!;
    if (home === undefined || address < home.start || address >= home.end) home = code.find(({ start, end }) => address >= start && address < end);
    if (home?.input === undefined) continue;
    const offset = address - home.start;
    if (subsections.isPlaced(pieceAt(home.input, offset)) && visit(home.input, offset, words[at + 1]!)) return true;
  }
  return false;
}

function sorted(words: Uint32Array): Uint32Array {
  let isSorted = true;
  for (let at = 2; at < words.length && isSorted; at += 2) isSorted = words[at - 2]! <= words[at]!;
  if (isSorted) return words;
  const order = Uint32Array.from({ length: words.length / 2 }, (_, index) => index).sort((a, b) => words[2 * a]! - words[2 * b]!);
  return Uint32Array.from(words, (_, at) => words[2 * order[at >>> 1]! + (at & 1)]!);
}
