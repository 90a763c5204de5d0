// Applies relocations: what is known when the kext is linked is written into it.

import { apply, writePointer } from "./apply.js";
import type { Field } from "./field.js";
import type { RelocationContext } from "./image-fields.js";
import type { OutputSection } from "./output-section.js";
import type { PointerTable } from "./pointers.js";
import { formOf, LiveRelocations, numberOf } from "./references.js";
import { malformed } from "./relocation-problems.js";
import { X86_64_RELOC_BRANCH, X86_64_RELOC_SIGNED, X86_64_RELOC_SUBTRACTOR } from "./relocation-type.js";
import type { InputSection } from "./subsections.js";
import { Standing, type SymbolPlaces, symbolPlaces } from "./symbol-places.js";
import type { LinkedObject, SymbolTable } from "./symbol-table.js";
import { POINTER_SIZE } from "./synthetic.js";

/** Applies the relocations of all objects and fills the table of pointers, in the order of the image. */
export function relocate(table: SymbolTable, sections: readonly OutputSection[], pointers: PointerTable, context: RelocationContext): void {
  const owners = new Map(table.objects.map((object) => [object.object, object]));
  const places = table.objects.map((object) => symbolPlaces(object, table));
  for (const section of sections.flatMap(({ inputs }) => inputs)) {
    const object = owners.get(section.object);
    if (object !== undefined) relocateSection(object, section, places[object.number]!, table, pointers, context);
    else if (section === pointers.section) fillPointers(pointers, places, table, context);
  }
}

function fillPointers({ symbols, section }: PointerTable, places: readonly SymbolPlaces[], table: SymbolTable, context: RelocationContext): void {
  const { address, fileOffset } = section!.output!;
  for (const [slot, { object, index }] of symbols.entries()) {
    const place = table.subsections.addresses[section!.first]! + slot * POINTER_SIZE;
    writePointer(object, index, 0, { address: place, fileOffset: fileOffset + (place - address) }, places[object.number]!, table, context);
  }
}

/** Applies the relocations of an object's section. */
function relocateSection(
  object: LinkedObject, section: InputSection, places: SymbolPlaces, table: SymbolTable, pointers: PointerTable, context: RelocationContext,
): void {
  const { output, contents } = section;
  const { relocationTable } = section.section;
  if (output === undefined || relocationTable.length === 0) return;
  const { addresses, starts, sizes } = table.subsections;
  const { image, result } = context;
  const toFile = output.fileOffset - output.address;
  const relocations = new LiveRelocations(section, table.subsections);
  const field: Field = { table, object, places, section, relocation: relocationTable.entry(0), address: 0, fileOffset: 0 };
  while (relocations.next()) {
    const { piece, offset, word } = relocations;
    const inPiece = offset - starts[piece]!;
    const address = addresses[piece]! + inPiece;
    const form = formOf(word);
    const symbol = numberOf(word);
    // The usual forms are done with here: there may be a million of them.
    if ((form === CALL || form === DISTANCE) && inPiece + 4 <= sizes[piece]!) {
      const stored = contents.getInt32(offset, true);
      if (places.standings[symbol] === Standing.Here) {
        const value = places.addresses[symbol]! + stored - (address + 4);
        if (value === (value | 0)) {
          image.setInt32(address + toFile, value, true);
          continue;
        }
      } else if (form === CALL && stored === 0 && places.standings[symbol] === Standing.Elsewhere) {
        image.setInt32(address + toFile, 0, true);
        result.branches.add(address, object.shared[symbol]!);
        continue;
      }
    }
    // The second entry of a pair is applied with the first.
    if (relocationTable.type(relocations.number - 1) === X86_64_RELOC_SUBTRACTOR) continue;
    field.relocation = relocationTable.entry(relocations.number);
    field.address = address;
    field.fileOffset = address + toFile;
    // Behind its piece there is another one, or nothing.
    const isInside = inPiece + field.relocation.length <= sizes[piece]!;
    const problem = isInside ? apply(field, relocations.number, pointers, context) : malformed(field);
    if (problem !== undefined) context.report(problem);
  }
}

/** Forms of relocations as words have them: of a call of a symbol, and of another distance to one. */
const CALL = 1 | (2 << 1) | (1 << 3) | (X86_64_RELOC_BRANCH << 4);
const DISTANCE = 1 | (2 << 1) | (1 << 3) | (X86_64_RELOC_SIGNED << 4);
