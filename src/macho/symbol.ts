import { invariant } from "../support/invariant.js";
import type { Cursor } from "./cursor.js";
import type { FileParts } from "./file-parts.js";
import * as layout from "./layout.js";
import { MachOError } from "./macho-error.js";
import type { MachOSymbol, Section, SymbolTable } from "./macho.js";
import { SymbolList } from "./symbol-list.js";

/** Reads an `LC_SYMTAB` whose command and size fields are already read, and the table. Throws MachOError where an entry cannot be. */
export function readSymbols(
  file: FileParts,
  cursor: Cursor,
  sections: readonly Section[],
): { readonly table: SymbolTable; readonly list: SymbolList } {
  const symbolField = cursor.offset;
  const offset = cursor.u32();
  const count = cursor.u32();
  const stringField = cursor.offset;
  const stringOffset = cursor.u32();
  const stringSize = cursor.u32();
  const { bytes: entries } = file.take(offset, count * layout.symbolSize, `the table of ${count} symbols`, symbolField);
  const { bytes: strings } = file.take(stringOffset, stringSize, "the string table", stringField);
  const list = new SymbolList(entries, strings);
  checkSymbols(list, strings, offset, sections.length);
  return { table: { offset, count, stringOffset, stringSize }, list };
}

/** The symbols, one object each. */
export function resolveSymbols(list: SymbolList, sections: readonly Section[]): MachOSymbol[] {
  return Array.from({ length: list.length }, (_, index) => resolveSymbol(list, index, sections));
}

function resolveSymbol(list: SymbolList, index: number, sections: readonly Section[]): MachOSymbol {
  const kind = list.kind(index);
  invariant(kind !== undefined, "the types of all symbols were checked");
  const type = list.type(index);
  return {
    index,
    name: list.name(index),
    kind,
    type,
    external: list.isExternal(index),
    privateExternal: kind !== "debug" && (type & layout.N_PEXT) !== 0,
    section: kind === "defined" || kind === "debug" ? sections[list.sectionNumber(index) - 1] : undefined,
    description: list.description(index),
    value: list.value(index),
    ...(kind === "indirect" ? { alias: list.alias(index) } : {}),
  };
}

/** `start` is the file offset of the list. */
function checkSymbols(list: SymbolList, strings: Uint8Array, start: number, sections: number): void {
  const namesEnd = strings.lastIndexOf(0) + 1;
  const { words } = list;
  for (let at = 0; at < words.length; at += 4) {
    // Most are in order at first sight: a name that ends, a place in a section.
    const word = words[at + 1]!;
    const number = (word >>> 8) & 0xff;
    const isPlain = (word & (layout.N_STAB | layout.N_TYPE)) === layout.N_SECT && number > 0 && number <= sections;
    if (!isPlain || words[at]! >= namesEnd) checkSymbol(list, at / 4, strings, namesEnd, start + 4 * at, sections);
  }
}

function checkSymbol(list: SymbolList, index: number, strings: Uint8Array, namesEnd: number, at: number, sections: number): void {
  checkName(list.nameOffset(index), strings.length, namesEnd, at);
  const kind = list.kind(index);
  if (kind === undefined) {
    throw new MachOError("macho-bad-symbol", `symbol '${list.name(index)}' has a type that Mach-O does not define, 0x${list.type(index).toString(16)}`, at + 4);
  }
  const number = list.sectionNumber(index);
  if (kind === "defined" && (number === 0 || number > sections)) {
    throw new MachOError("macho-bad-symbol", `symbol '${list.name(index)}' is in section ${number}, of ${sections}`, at + 5);
  }
  // `n_value` is the offset of a name in the string table.
  if (kind === "indirect") checkName(list.nearValue(index), strings.length, namesEnd, at + 8);
}

/** `end` is where the last name that is ended by a NUL ends. */
function checkName(offset: number, size: number, end: number, field: number): void {
  // Offset 0 means no name, even where there is no string table.
  if (offset === 0 || offset < end) return;
  if (offset >= size) throw new MachOError("macho-bad-name", `a symbol's name is at ${offset} of a string table of ${size} bytes`, field);
  throw new MachOError("macho-bad-name", "a symbol's name does not end before its string table does", field);
}
