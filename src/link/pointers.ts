// Which symbols need a pointer in the image, for code reads their address there. Code that could
// as well compute the address is changed to do so.

import { IS_EXTERNAL } from "../macho/relocation.js";
import { numberOf } from "./references.js";
import { X86_64_RELOC_GOT, X86_64_RELOC_GOT_LOAD } from "./relocation-type.js";
import { DefinitionKind } from "./shared-symbols.js";
import { type InputSection, pieceAt, type Subsections } from "./subsections.js";
import type { LinkedObject, SymbolTable } from "./symbol-table.js";
import { POINTER_SIZE, pointerMemory } from "./synthetic.js";

/** A symbol of an object's that a pointer in the image holds the address of. */
export interface PointedSymbol {
  readonly object: LinkedObject;
  readonly index: number;
}

/** The pointers in `__got`. */
export class PointerTable {
  /** What they hold the addresses of, sorted by name. */
  readonly symbols: readonly PointedSymbol[];
  /** Their memory; undefined where there are none. */
  readonly section: InputSection | undefined;
  private readonly slots: ReadonlyMap<number, number>;

  constructor(symbols: readonly PointedSymbol[], section: InputSection | undefined) {
    this.symbols = symbols;
    this.section = section;
    this.slots = new Map(symbols.map((symbol, slot) => [keyOf(symbol), slot]));
  }

  /** The address of the pointer that holds the address of an object's symbol. */
  addressOf(object: LinkedObject, index: number, { addresses }: Subsections): number {
    return addresses[this.section!.first]! + this.slots.get(keyOf({ object, index }))! * POINTER_SIZE;
  }
}

/** Shared symbols have their own numbers, and objects' own ones negative numbers. */
function keyOf({ object: { shared, firstSymbol }, index }: PointedSymbol): number {
  return shared[index]! >= 0 ? shared[index]! : -1 - (firstSymbol + index);
}

/** Marks every shared symbol that something in the image refers to, and gives those that need one a pointer. */
export function allocatePointers(table: SymbolTable): PointerTable {
  const pointed = new Map<number, PointedSymbol>();
  const { referenced } = table.shared;
  for (const object of table.objects) {
    for (const section of object.sections) {
      if (section === undefined || section.section.relocationTable.length === 0) continue;
      const { words } = section.section.relocationTable;
      // Of a section in one piece, all are in the image or none.
      if (section.count === 1 && !table.subsections.isPlaced(section.first)) continue;
      for (let at = words.length - 2; at >= 0; at -= 2) {
        const word = words[at + 1]!;
        if ((word & IS_EXTERNAL) === 0) continue;
        if (section.count > 1 && !table.subsections.isPlaced(pieceAt(section, words[at]!))) continue;
        const index = numberOf(word);
        const symbol = object.shared[index]!;
        if (symbol >= 0) referenced[symbol] = 1;
        const type = word >>> 28;
        if (!isPointerUse(type) || object.object.macho.symbolList.isDebugEntry(index) || isRelaxable(section, words[at]!, type, isHere(object, index, table))) continue;
        const candidate = { object, index };
        const key = keyOf(candidate);
        if (!pointed.has(key)) pointed.set(key, candidate);
      }
    }
  }
  const named = [...pointed.values()].map((symbol) => ({ symbol, name: table.nameOf(symbol.object, symbol.index) }));
  named.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  return new PointerTable(named.map(({ symbol }) => symbol), named.length === 0 ? undefined : pointerMemory(named.length, table.subsections));
}

/** Whether a symbol is in the image, and no other kext's can replace it. */
function isHere({ shared, pieces }: LinkedObject, index: number, table: SymbolTable): boolean {
  const symbol = shared[index]!;
  if (symbol < 0) return pieces[index]! >= 0;
  const kind = table.shared.kinds[symbol];
  return kind === DefinitionKind.ImageBase || kind === DefinitionKind.Boundary || (kind === DefinitionKind.Placed && !table.shared.isReplaceable(symbol));
}

/** Whether an instruction reads a symbol's address from memory. */
export function isPointerUse(type: number): boolean {
  return type === X86_64_RELOC_GOT_LOAD || type === X86_64_RELOC_GOT;
}

/** Whether `movq symbol@GOTPCREL(%rip), reg` can become `leaq symbol(%rip), reg`; `isHere` says that the symbol is in the image for good. */
export function isRelaxable({ section }: InputSection, offset: number, type: number, isHere: boolean): boolean {
  return isHere && type === X86_64_RELOC_GOT_LOAD && offset >= 2 && section.contents?.[offset - 2] === MOV;
}

/** Opcodes of `mov r64, r/m64` and `lea r64, m`; the byte of their operands stands between it and the field. */
const MOV = 0x8b;
export const LEA = 0x8d;
