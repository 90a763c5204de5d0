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
  const { shared } = object;
  const { length } = shared;
  const places = { standings: new Uint8Array(length), addresses: new Int32Array(length), sections: new Uint8Array(length).fill(1) };
  for (let index = 0; index < length; index += 1) {
    const symbol = shared[index]!;
    if (symbol < 0) placeOwn(object, index, table, places);
    else placeShared(symbol, index, table, places);
  }
  return places;
}

function placeOwn(object: LinkedObject, index: number, table: SymbolTable, { standings, addresses, sections }: SymbolPlaces): void {
  const { addresses: homes, outputs } = table.subsections;
  const piece = object.pieces[index]!;
  if (piece >= 0) {
    standings[index] = homes[piece]! < 0 ? Standing.Lost : Standing.Here;
    addresses[index] = homes[piece]! + table.offsetOf(object, index);
    sections[index] = outputs[piece]!;
    return;
  }
  const kind = object.object.macho.symbolList.kind(index);
  standings[index] = kind === "debug" ? Standing.None : kind === "absolute" ? Standing.Number : Standing.Lost;
}

function placeShared(symbol: number, index: number, { shared, subsections }: SymbolTable, { standings, addresses, sections }: SymbolPlaces): void {
  const piece = shared.pieces[symbol]!;
  switch (shared.kinds[symbol]) {
    case DefinitionKind.Placed:
      standings[index] = subsections.addresses[piece]! < 0 ? Standing.Lost : shared.isReplaceable(symbol) ? Standing.Replaceable : Standing.Here;
      addresses[index] = subsections.addresses[piece]! + shared.offsets[symbol]!;
      sections[index] = subsections.outputs[piece]!;
      break;
    case DefinitionKind.ImageBase:
      standings[index] = Standing.Here;
      break;
    case DefinitionKind.Absolute:
      standings[index] = Standing.Number;
      break;
    default:
      standings[index] = Standing.Elsewhere;
  }
}
