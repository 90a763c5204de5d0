import { DefinitionKind } from "./shared-symbols.js";
import type { LinkedObject, SymbolTable } from "./symbol-table.js";

/** What a symbol is to those who refer to it. */
export const Standing = {
  /** At an address in the image. */
  Here: 0,
  /** The same, but another kext's definition of the name may replace it when the kext is loaded. */
  Replaceable: 1,
  /** Another kext has it. */
  Elsewhere: 2,
  /** A number, which is no address in the image. */
  Number: 3,
  /** Only its object knows it, and it is in a section that is left out, or nowhere. */
  Lost: 4,
  /** An entry for debuggers. */
  None: 5,
} as const;

export type Standing = (typeof Standing)[keyof typeof Standing];

/** What has become of an object's symbols, by their index: what relocations need to know, in arrays as small as that allows. */
export interface SymbolPlaces {
  readonly standings: Uint8Array;
  /** In the image; of those that are there. */
  readonly addresses: Int32Array;
  /** Numbers of sections of the image; 1 for its header, which moves as the first section does. */
  readonly sections: Uint8Array;
}

/** Sections are laid out. */
export function symbolPlaces(object: LinkedObject, table: SymbolTable): SymbolPlaces {
  const { shared: numbers, pieces: ownPieces } = object;
  const { kinds, pieces, offsets } = table.shared;
  const { addresses: homes, outputs } = table.subsections;
  const { length } = numbers;
  const standings = new Uint8Array(length);
  const addresses = new Int32Array(length);
  const sections = new Uint8Array(length).fill(1);
  for (let index = 0; index < length; index += 1) {
    const symbol = numbers[index]!;
    const piece = symbol < 0 ? ownPieces[index]! : kinds[symbol] === DefinitionKind.Placed ? pieces[symbol]! : -1;
    if (piece < 0 || homes[piece]! < 0) {
      standings[index] = symbol < 0 ? ownStanding(object, index) : standingOf(kinds[symbol]!);
      const boundary = symbol < 0 ? undefined : table.boundaries.get(symbol);
      if (boundary !== undefined) {
        addresses[index] = boundary.address;
        sections[index] = boundary.output;
      }
    } else {
      addresses[index] = homes[piece]! + (symbol < 0 ? table.offsetOf(object, index) : offsets[symbol]!);
      sections[index] = outputs[piece]!;
      if (symbol >= 0 && table.shared.isReplaceable(symbol)) standings[index] = Standing.Replaceable;
    }
  }
  return { standings, addresses, sections };
}

/** Of an object's own symbol that is not in the image. */
function ownStanding({ object }: LinkedObject, index: number): Standing {
  const kind = object.macho.symbolList.kind(index);
  return kind === "debug" ? Standing.None : kind === "absolute" ? Standing.Number : Standing.Lost;
}

/** Of a shared symbol that has no place in a section of the image. */
function standingOf(kind: number): Standing {
  if (kind === DefinitionKind.ImageBase || kind === DefinitionKind.Boundary) return Standing.Here;
  if (kind === DefinitionKind.Placed) return Standing.Lost;
  return kind === DefinitionKind.Absolute ? Standing.Number : Standing.Elsewhere;
}
