import type { Cursor } from "./cursor.js";
import type { FileParts } from "./file-parts.js";
import * as layout from "./layout.js";
import { MachOError } from "./macho-error.js";
import type { MachOSymbol, Section, SymbolKind, SymbolTable } from "./macho.js";

/** Reads an `LC_SYMTAB` whose command and size fields are already read, and the table. */
export function readSymbols(
  file: FileParts,
  cursor: Cursor,
  sections: readonly Section[],
): { readonly table: SymbolTable; readonly symbols: readonly MachOSymbol[] } {
  const symbolField = cursor.offset;
  const offset = cursor.u32();
  const count = cursor.u32();
  const stringField = cursor.offset;
  const stringOffset = cursor.u32();
  const stringSize = cursor.u32();
  const entries = file.take(offset, count * layout.symbolSize, `the table of ${count} symbols`, symbolField).cursor;
  const strings = file.take(stringOffset, stringSize, "the string table", stringField).bytes;
  const symbols: MachOSymbol[] = [];
  for (let index = 0; index < count; index += 1) symbols.push(readSymbol(entries, index, strings, sections));
  return { table: { offset, count, stringOffset, stringSize }, symbols };
}

function readSymbol(table: Cursor, index: number, strings: Uint8Array, sections: readonly Section[]): MachOSymbol {
  const nameField = table.offset;
  const nameOffset = table.u32();
  const typeField = table.offset;
  const type = table.u8();
  const sectionNumber = table.u8();
  const description = table.u16();
  const value = table.u64();
  const name = nameAt(strings, nameOffset, nameField);
  const kind = symbolKind(type, value);
  if (kind === undefined) {
    throw new MachOError("macho-bad-symbol", `symbol '${name}' has a type that Mach-O does not define, 0x${type.toString(16)}`, typeField);
  }
  const section = kind === "defined" || kind === "debug" ? sections[sectionNumber - 1] : undefined;
  if (section === undefined && kind === "defined") {
    throw new MachOError("macho-bad-symbol", `symbol '${name}' is in section ${sectionNumber}, of ${sections.length}`, typeField + 1);
  }
  return {
    index,
    name,
    kind,
    type,
    external: kind !== "debug" && (type & layout.N_EXT) !== 0,
    privateExternal: kind !== "debug" && (type & layout.N_PEXT) !== 0,
    section,
    description,
    value,
    // `n_value` is the offset of a name in the string table.
    ...(kind === "indirect" ? { alias: nameAt(strings, Number(value), typeField + 4) } : {}),
  };
}

function symbolKind(type: number, value: bigint): SymbolKind | undefined {
  if ((type & layout.N_STAB) !== 0) return "debug";
  switch (type & layout.N_TYPE) {
    case layout.N_UNDF:
      // An external one with a value is C's tentative definition of that size.
      return (type & layout.N_EXT) !== 0 && value !== 0n ? "common" : "undefined";
    case layout.N_ABS:
      return "absolute";
    case layout.N_SECT:
      return "defined";
    case layout.N_PBUD:
      return "prebound";
    case layout.N_INDR:
      return "indirect";
    default:
      return undefined;
  }
}

function nameAt(strings: Uint8Array, offset: number, field: number): string {
  // Offset 0 means no name, even where there is no string table.
  if (offset === 0) return "";
  if (offset >= strings.length) {
    throw new MachOError("macho-bad-name", `a symbol's name is at ${offset} of a string table of ${strings.length} bytes`, field);
  }
  const end = strings.indexOf(0, offset);
  if (end < 0) throw new MachOError("macho-bad-name", "a symbol's name does not end before its string table does", field);
  return Buffer.from(strings.buffer, strings.byteOffset + offset, end - offset).toString("latin1");
}
