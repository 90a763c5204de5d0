// A place in the image that a relocation fills, and what can be said of it.

import type { RelocationEntry } from "../macho/relocation.js";
import { demangle } from "../support/demangle.js";
import type { Diagnostic } from "../support/diagnostic.js";
import { linkError } from "./link-error.js";
import { sectionOf } from "./references.js";
import { type InputSection, pieceAt } from "./subsections.js";
import { isTemporary } from "./symbol.js";
import type { SymbolPlaces } from "./symbol-places.js";
import type { LinkedObject, SymbolTable } from "./symbol-table.js";

/** One object goes from field to field of a section: there may be a million. */
export interface Field {
  readonly table: SymbolTable;
  readonly object: LinkedObject;
  readonly places: SymbolPlaces;
  readonly section: InputSection;
  readonly relocation: RelocationEntry;
  /** In the image. */
  address: number;
  fileOffset: number;
}

/**
 * The piece that an address in the object lies in, if it is in the section that the
 * relocation names; -1 where that is left out of the image.
 */
export function pieceOf(address: number, { object }: Field, relocation: RelocationEntry): number {
  const input = sectionOf(object, relocation);
  return input === undefined ? -1 : pieceAt(input, address - input.address);
}

/** What an address in the object has become that lies in that piece; NaN where it is not in the image. */
export function movedAddress(address: number, piece: number, { table: { subsections } }: Field): number {
  if (piece < 0 || subsections.addresses[piece]! < 0) return NaN;
  return subsections.addresses[piece]! + (address - subsections.sectionOf(piece).address - subsections.starts[piece]!);
}

/** The name of the symbol that a relocation names. */
export function symbolName({ table, object }: Field, { number }: RelocationEntry): string {
  return table.nameOf(object, number);
}

/** An error about a field; `predicate` follows the name of the function or data that it is in. */
export function fieldError(code: string, field: Field, predicate: string, fix?: string): Diagnostic {
  return linkError(code, `${nameOf(field)} ${predicate}`, fix === undefined ? {} : { fix });
}

/** `'main.o': kext_start+0x12`, or a section's name where no symbol stands before the field. */
function nameOf({ object: { object }, section: { section, address: base }, relocation }: Field): string {
  const list = object.macho.symbolList;
  const address = base + relocation.offset;
  let name = `${section.segment},${section.name}`;
  let start = base;
  for (let index = 0; index < list.length; index += 1) {
    const value = list.nearValue(index);
    if (list.kind(index) !== "defined" || list.sectionNumber(index) !== section.index || isTemporary(list.initial(index)) || value > address || value < start) continue;
    name = demangle(list.name(index));
    start = value;
  }
  return `'${object.name}': ${name}+0x${(address - start).toString(16)}`;
}
