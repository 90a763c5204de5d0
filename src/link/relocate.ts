// Applies relocations: what is known when the kext is linked is written into it.

import { RelocationCursor } from "../macho/relocation.js";
import { apply, writePointer } from "./apply.js";
import type { Field } from "./field.js";
import type { RelocationContext } from "./image-fields.js";
import type { OutputSection } from "./output-section.js";
import type { PointerTable } from "./pointers.js";
import { formOf, numberOf } from "./references.js";
import { malformed } from "./relocation-problems.js";
import { X86_64_RELOC_BRANCH, X86_64_RELOC_SIGNED, X86_64_RELOC_SUBTRACTOR } from "./relocation-type.js";
import { type InputSection, pieceAt } from "./subsections.js";
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
  const { words } = relocationTable;
  const { subsections } = table;
  const { standings, addresses: homes } = places;
  const { image, result } = context;
  const toFile = output.fileOffset - output.address;
  const relocation = new RelocationCursor();
  const field: Field = { table, object, places, section, relocation, address: 0, fileOffset: 0 };
  let start = 0;
  let end = 0;
  let address = -1;
  // From the last one to the first: compilers write them by descending addresses.
  for (let number = relocationTable.length - 1; number >= 0; number -= 1) {
    const offset = words[2 * number]!;
    if (offset < start || offset >= end) {
      const piece = pieceAt(section, offset);
      start = subsections.starts[piece]!;
      end = start + subsections.sizes[piece]!;
      address = subsections.isPlaced(piece) ? subsections.addresses[piece]! : -1;
    }
    if (address < 0) continue;
    const word = words[2 * number + 1]!;
    const form = formOf(word);
    const symbol = numberOf(word);
    const place = address + (offset - start);
    // The usual forms are done with here: there may be a million of them.
    if ((form === CALL || form === DISTANCE) && offset + 4 <= end) {
      const stored = contents.getInt32(offset, true);
      if (standings[symbol] === Standing.Here) {
        const value = homes[symbol]! + stored - (place + 4);
        if (value === (value | 0)) {
          image.setInt32(place + toFile, value, true);
          continue;
        }
      } else if (form === CALL && stored === 0 && standings[symbol] === Standing.Elsewhere) {
        image.setInt32(place + toFile, 0, true);
        result.branches.add(place, object.shared[symbol]!);
        continue;
      }
    }
    // The second entry of a pair is applied with the first.
    if (relocationTable.type(number - 1) === X86_64_RELOC_SUBTRACTOR) continue;
    relocationTable.read(number, relocation);
    field.address = place;
    field.fileOffset = place + toFile;
    // Behind its piece there is another one, or nothing.
    const isInside = offset + relocation.length <= end;
    const problem = isInside ? apply(field, number, pointers, context) : malformed(field);
    if (problem !== undefined) context.report(problem);
  }
}

/** Forms of relocations as words have them: of a call of a symbol, and of another distance to one. */
const CALL = 1 | (2 << 1) | (1 << 3) | (X86_64_RELOC_BRANCH << 4);
const DISTANCE = 1 | (2 << 1) | (1 << 3) | (X86_64_RELOC_SIGNED << 4);
