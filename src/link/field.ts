// A place in the image that a relocation fills, and what can be said of it.

import type { RelocationEntry } from "../macho/relocation.js";
import { demangle } from "../support/demangle.js";
import type { Diagnostic } from "../support/diagnostic.js";
import { linkError } from "./link-error.js";
import type { OutputSection } from "./output-section.js";
import { sectionOf } from "./references.js";
import { isTemporaryName } from "./symbol.js";
import type { SymbolPlaces } from "./symbol-places.js";
import type { LinkedObject } from "./symbol-table.js";
import { type InputSection, placed, subsectionAt } from "./subsection.js";

/** One object goes from field to field of a section: there may be a million. */
export interface Field {
  readonly object: LinkedObject;
  readonly symbols: SymbolPlaces;
  readonly section: InputSection;
  relocation: RelocationEntry;
  /** In the image. */
  address: number;
  fileOffset: number;
}

/** Where in the image something is. */
export interface Place {
  readonly address: number;
  readonly output: OutputSection;
}

/**
 * What an address in the object has become, if it is in the section that the
 * relocation names; undefined where that is left out of the image.
 */
export function placeOf(address: number, { object }: Field, relocation: RelocationEntry): Place | undefined {
  const input = sectionOf(object, relocation);
  if (input === undefined) return undefined;
  const offset = address - input.address;
  const piece = subsectionAt(input, offset);
  const home = placed(piece);
  const { output } = home.section;
  return output === undefined ? undefined : { address: output.address + home.place + (offset - piece.start), output };
}

/** An error about a field; `predicate` follows the name of the function or data that it is in. */
export function fieldError(code: string, field: Field, predicate: string, fix?: string): Diagnostic {
  return linkError(code, `${nameOf(field)} ${predicate}`, fix === undefined ? {} : { fix });
}

/** `'main.o': kext_start+0x12`, or a section's name where no symbol stands before the field. */
function nameOf({ object: { object }, section: { section }, relocation }: Field): string {
  const address = section.address + BigInt(relocation.offset);
  let name = `${section.segment},${section.name}`;
  let start = section.address;
  for (const symbol of object.macho.symbols) {
    if (symbol.section !== section || isTemporaryName(symbol.name) || symbol.value > address || symbol.value < start) continue;
    name = demangle(symbol.name);
    start = symbol.value;
  }
  return `'${object.name}': ${name}+0x${(address - start).toString(16)}`;
}
