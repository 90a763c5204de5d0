// Finds out what each name stands for: which definition wins, and what is defined twice.

import { N_EXT, N_SECT, N_STAB, N_TYPE } from "../macho/layout.js";
import type { Boundary } from "./boundary.js";
import type { InputObject } from "./input.js";
import { type Definition, DefinitionKind, SharedSymbols } from "./shared-symbols.js";
import { inputSections } from "./split.js";
import { type InputSection, pieceAt, Subsections } from "./subsections.js";
import { commonAlignment, isWeakDefinition, isWeakReference } from "./symbol.js";

/** An object that is linked, and what its sections and symbols have become. */
export interface LinkedObject {
  readonly object: InputObject;
  /** Its number among the objects that are linked, from 0. */
  readonly number: number;
  /** How many symbols the objects before it have. */
  readonly firstSymbol: number;
  /** By a section's number less one; undefined for those that are left out. */
  readonly sections: readonly (InputSection | undefined)[];
  /** By a symbol's index, its number among the shared symbols; -1 for the object's own. */
  readonly shared: Int32Array;
  /** By a symbol's index, the piece in which this object has its place; -1 where it has none. */
  readonly pieces: Int32Array;
}

/** The objects that are linked, their symbols and their pieces. */
export class SymbolTable {
  readonly objects: LinkedObject[] = [];
  readonly shared = new SharedSymbols();
  readonly subsections = new Subsections();
  /** Symbols that are not within the section that they are said to be in. */
  readonly misplaced: MisplacedSymbol[] = [];
  /** Shared symbols that name the ends of sections and segments. */
  readonly boundaries = new Map<number, Boundary>();
  /** Shared symbols that are defined more than once, and the names of the objects that do. */
  readonly duplicates = new Map<number, Set<string>>();
  /** Pieces of weak definitions that lost, each with its symbol. */
  readonly losers = new Map<number, number>();
  /** Shared symbols of which an object says that they are other names. */
  readonly aliases = new Map<number, Alias>();
  private symbolCount = 0;
  private readonly deadStrip: boolean;

  /** With `deadStrip`, whatever nothing refers to can be left out later. */
  constructor(deadStrip: boolean) {
    this.deadStrip = deadStrip;
  }

  addObject(object: InputObject): void {
    const list = object.macho.symbolList;
    const linked = {
      object,
      number: this.objects.length,
      firstSymbol: this.symbolCount,
      sections: inputSections(object, this.subsections, this.deadStrip),
      shared: new Int32Array(list.length).fill(-1),
      pieces: new Int32Array(list.length).fill(-1),
    };
    this.objects.push(linked);
    this.symbolCount += list.length;
    const { words, length } = list;
    this.shared.reserve(externalCount(words));
    for (let index = 0; index < length; index += 1) {
      const word = words[4 * index + 1]!;
      if ((word & N_STAB) !== 0) continue;
      if ((word & N_TYPE) === N_SECT) {
        const section = linked.sections[((word >>> 8) & 0xff) - 1];
        if (section !== undefined) {
          const offset = words[4 * index + 3]! * 2 ** 32 + words[4 * index + 2]! - section.address;
          linked.pieces[index] = pieceAt(section, offset);
          if (offset < 0 || offset > section.size) this.misplaced.push({ object, section, index });
        }
      }
      if ((word & N_EXT) !== 0) linked.shared[index] = this.enter(linked, index);
    }
  }

  /** Bytes from the start of the piece in which an object's symbol has its place. */
  offsetOf({ object, pieces }: LinkedObject, index: number): number {
    const piece = pieces[index]!;
    return object.macho.symbolList.nearValue(index) - this.subsections.sectionOf(piece).address - this.subsections.starts[piece]!;
  }

  /** The name of an object's symbol; another name of a shared one counts as that. */
  nameOf({ object, shared }: LinkedObject, index: number): string {
    const symbol = shared[index]!;
    return symbol < 0 ? object.macho.symbolList.name(index) : this.shared.name(symbol);
  }

  /** The number that an object's absolute symbol is, or the definition of its name. */
  absoluteValue({ object, shared }: LinkedObject, index: number): bigint {
    const symbol = shared[index]!;
    return symbol < 0 ? object.macho.symbolList.value(index) : this.definedValue(symbol);
  }

  /** The value that a shared symbol's definition has in its object. */
  definedValue(shared: number): bigint {
    const { object, symbol } = this.shared.definition(shared);
    return this.objects[object]!.object.macho.symbolList.value(symbol);
  }

  private enter(linked: LinkedObject, index: number): number {
    const list = linked.object.macho.symbolList;
    const symbol = this.shared.add(list.strings, list.nameOffset(index), list.nameEnd(index));
    const piece = linked.pieces[index]!;
    if (piece >= 0 && this.shared.kinds[symbol] === DefinitionKind.None) {
      this.shared.place(symbol, linked.number, index, isWeakDefinition(list.description(index)), piece, this.offsetOf(linked, index));
      return symbol;
    }
    if (list.kind(index) === "indirect") {
      this.enterAlias(linked, list.alias(index), symbol);
      return symbol;
    }
    const definition = this.definitionOf(linked, index);
    if (definition !== undefined) this.define(symbol, definition);
    else if (!isWeakReference(list.description(index))) this.shared.required[symbol] = 1;
    return symbol;
  }

  private enterAlias({ number }: LinkedObject, name: string, symbol: number): void {
    const target = this.shared.named(name);
    this.shared.required[target] = 1;
    if (target !== symbol && !this.aliases.has(symbol)) this.aliases.set(symbol, { target, object: number });
  }

  /** What an object's symbol defines; undefined where it only refers, or is in a section that is left out. */
  definitionOf(linked: LinkedObject, index: number): Definition | undefined {
    const list = linked.object.macho.symbolList;
    const description = list.description(index);
    const isWeak = isWeakDefinition(description);
    const { number: object, pieces } = linked;
    switch (list.kind(index)) {
      case "defined": {
        const piece = pieces[index]!;
        return piece < 0 ? undefined : { kind: DefinitionKind.Placed, object, symbol: index, isWeak, piece, offset: this.offsetOf(linked, index), alignment: 0 };
      }
      case "common": {
        const size = list.nearValue(index);
        return { kind: DefinitionKind.Common, object, symbol: index, isWeak, piece: -1, offset: size, alignment: commonAlignment(description, size) };
      }
      case "absolute":
        return { kind: DefinitionKind.Absolute, object, symbol: index, isWeak, piece: -1, offset: 0, alignment: 0 };
      default:
        return undefined;
    }
  }

  /** A real definition replaces a tentative one, a strong one a weak one, and of two weak ones the first stays. */
  private define(symbol: number, definition: Definition): void {
    const { shared } = this;
    if (shared.kinds[symbol] === DefinitionKind.None) return shared.define(symbol, definition);
    const old = shared.definition(symbol);
    if (definition.kind === DefinitionKind.Common) {
      if (old.kind === DefinitionKind.Common) shared.define(symbol, largerOf(old, definition));
    } else if (old.kind === DefinitionKind.Common || (old.isWeak && !definition.isWeak)) {
      this.lose(symbol, old);
      shared.define(symbol, definition);
    } else if (!old.isWeak && !definition.isWeak) {
      const objects = this.duplicates.get(symbol) ?? new Set([this.objects[old.object]!.object.name]);
      this.duplicates.set(symbol, objects.add(this.objects[definition.object]!.object.name));
    } else {
      this.lose(symbol, definition);
    }
  }

  private lose(symbol: number, { kind, isWeak, piece, offset }: Definition): void {
    if (kind === DefinitionKind.Placed && isWeak && offset === 0 && this.subsections.sectionOf(piece).count > 1) this.losers.set(piece, symbol);
  }
}

function externalCount(words: Uint32Array): number {
  let count = 0;
  for (let at = 1; at < words.length; at += 4) count += words[at]! & N_EXT;
  return count;
}

export interface MisplacedSymbol {
  readonly object: InputObject;
  readonly section: InputSection;
  readonly index: number;
}

export interface Alias {
  readonly target: number;
  /** The number of the object that says so. */
  readonly object: number;
}

function largerOf(a: Definition, b: Definition): Definition {
  return { ...(b.offset > a.offset ? b : a), alignment: Math.max(a.alignment, b.alignment) };
}
