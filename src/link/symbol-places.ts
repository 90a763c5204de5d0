import { placed } from "./subsection.js";
import { addressOf, isInImage, isReplaceable, type LinkedSymbol } from "./symbol.js";

/** Where what an object's symbols name went, by their index: what most relocations need to know, in arrays as small as that allows. */
export interface SymbolPlaces {
  /** In the image; NaN where a symbol's address is not known until the kext is loaded, or never. */
  readonly addresses: Float64Array;
  /** Numbers of sections of the image; 1 for its header, which moves as the first section does. */
  readonly sections: Uint8Array;
}

/** Sections are laid out. */
export function symbolPlaces(symbols: readonly (LinkedSymbol | undefined)[]): SymbolPlaces {
  const addresses = new Float64Array(symbols.length).fill(NaN);
  const sections = new Uint8Array(symbols.length).fill(1);
  for (let index = 0; index < symbols.length; index += 1) {
    const symbol = symbols[index];
    if (symbol === undefined || isReplaceable(symbol) || !isInImage(symbol)) continue;
    addresses[index] = addressOf(symbol) ?? NaN;
    sections[index] = sectionOfImage(symbol);
  }
  return { addresses, sections };
}

/** The number of the section of the image in which a symbol's address is; the header counts to the first. */
export function sectionOfImage({ definition }: LinkedSymbol): number {
  return definition?.kind === "placed" ? placed(definition.piece).section.output?.index ?? 1 : 1;
}
