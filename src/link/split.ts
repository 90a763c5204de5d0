// Splits sections into the pieces that are placed: C's strings one by one, so that equal ones are
// kept once, and other sections where their symbols begin, if the compiler says that this is allowed
// and something of the section can be left out.

import { MH_SUBSECTIONS_VIA_SYMBOLS, N_ALT_ENTRY, N_SECT, N_STAB, N_TYPE, N_WEAK_DEF, S_COALESCED, S_CSTRING_LITERALS, S_REGULAR } from "../macho/layout.js";
import type { Section } from "../macho/macho.js";
import type { SymbolList } from "../macho/symbol-list.js";
import type { InputObject } from "./input.js";
import { isLeftOut } from "./output-section.js";
import { X86_64_RELOC_SUBTRACTOR } from "./relocation-type.js";
import type { InputSection, Subsections } from "./subsections.js";

/**
 * The sections of an object by their number less one; undefined for those that do not go into a kext.
 * Their pieces are added to `subsections`. With `deadStrip`, whatever nothing refers to can be left out.
 */
export function inputSections(object: InputObject, subsections: Subsections, deadStrip: boolean): (InputSection | undefined)[] {
  const { macho } = object;
  const canSplit = (macho.flags & MH_SUBSECTIONS_VIA_SYMBOLS) !== 0 && (deadStrip || hasWeakDefinitions(macho.symbolList));
  const starts = canSplit ? symbolOffsets(object) : undefined;
  return macho.sections.map((section) => {
    if (isLeftOut(section)) return undefined;
    if (section.type === S_CSTRING_LITERALS) return subsections.add(object, section, stringOffsets(section));
    const isSplit = section.type === S_REGULAR || section.type === S_COALESCED;
    return subsections.add(object, section, isSplit ? starts?.[section.index - 1] : undefined);
  });
}

/** Whether another object's definition can take the place of one of these. */
function hasWeakDefinitions({ words, length }: SymbolList): boolean {
  for (let index = 0; index < length; index += 1) {
    const word = words[4 * index + 1]!;
    if ((word & (N_STAB | N_TYPE | (N_WEAK_DEF << 16))) === (N_SECT | (N_WEAK_DEF << 16))) return true;
  }
  return false;
}

/** Where symbols begin in each section, ascending, each once, and 0 before them; undefined for sections that must stay whole. */
function symbolOffsets({ macho }: InputObject): (Uint32Array | undefined)[] {
  const whole = sectionsWithPlainDifferences(macho.sections);
  const bases = Float64Array.from(macho.sections, ({ address }) => Number(address));
  const sizes = Float64Array.from(macho.sections, (section) => (whole.has(section) ? -1 : Number(section.size)));
  const counts = new Uint32Array(macho.sections.length);
  const { words, strings, length } = macho.symbolList;
  const offsets = new Float64Array(length).fill(-1);
  for (let index = 0; index < length; index += 1) {
    const word = words[4 * index + 1]!;
    const name = words[4 * index]!;
    if ((word & NO_START) !== N_SECT || (name !== 0 && strings[name] === ASSEMBLER_LABEL)) continue;
    const section = ((word >>> 8) & 0xff) - 1;
    const offset = words[4 * index + 3]! * 2 ** 32 + words[4 * index + 2]! - bases[section]!;
    // Where a symbol is outside its section, nothing begins.
    if (offset < 0 || offset > sizes[section]!) continue;
    counts[section]! += 1;
    offsets[index] = offset;
  }
  const gathered = macho.sections.map((section, number) => (whole.has(section) ? undefined : new Uint32Array(counts[number]! + 1)));
  for (let index = 0; index < length; index += 1) {
    const offset = offsets[index]!;
    if (offset < 0) continue;
    const section = ((words[4 * index + 1]! >>> 8) & 0xff) - 1;
    gathered[section]![counts[section]!--] = offset;
  }
  return gathered.map((found) => found && ascending(found));
}

/** What says that at a symbol in a section nothing begins: it is for debuggers, or another entry of what is there. */
const NO_START = N_STAB | N_TYPE | (N_ALT_ENTRY << 16);

/** The `L` with which labels begin that are the assembler's own. */
const ASSEMBLER_LABEL = 0x4c;

/** Sections to a place in which a distance is stored without a symbol: in which piece that lies cannot be told from it. */
function sectionsWithPlainDifferences(sections: readonly Section[]): Set<Section> {
  const found = new Set<Section>();
  for (const { relocationTable: table } of sections) {
    const { words } = table;
    for (let index = 0; index < table.length; index += 1) {
      if (words[2 * index + 1]! >>> 28 !== X86_64_RELOC_SUBTRACTOR) continue;
      for (const end of [index, Math.min(index + 1, table.length - 1)]) {
        const { isExternal, number } = table.entry(end);
        const section = isExternal ? undefined : sections[number - 1];
        if (section !== undefined) found.add(section);
      }
    }
  }
  return found;
}

/** Sorts numbers, and keeps one of each. */
function ascending(numbers: Uint32Array): Uint32Array {
  numbers.sort();
  let count = 1;
  for (let index = 1; index < numbers.length; index += 1) if (numbers[index] !== numbers[count - 1]) numbers[count++] = numbers[index]!;
  return numbers.subarray(0, count);
}

function stringOffsets({ contents = NOTHING }: Section): Uint32Array {
  let count = 1;
  for (let index = 1; index < contents.length; index += 1) if (contents[index - 1] === 0) count += 1;
  const offsets = new Uint32Array(count);
  count = 1;
  for (let index = 1; index < contents.length; index += 1) if (contents[index - 1] === 0) offsets[count++] = index;
  return offsets;
}

const NOTHING = new Uint8Array();
