// Finds out what each name stands for: which definition wins, what is defined twice, and which
// members of archives are needed.

import type { Diagnostic } from "../support/diagnostic.js";
import { type InputArchive, type InputObject, isObject, readObject } from "./input.js";
import { linkError } from "./link-error.js";
import { type InputSection, type Subsection, subsectionAt } from "./subsection.js";
import { type CommonDefinition, commonAlignment, type Definition, isWeakDefinition, isWeakReference, type LinkedSymbol, newSymbol } from "./symbol.js";

/** An object that is linked, and what its sections and symbols have become. */
export interface LinkedObject {
  readonly object: InputObject;
  /** By a section's number less one; undefined for those that are left out. */
  readonly sections: readonly (InputSection | undefined)[];
  /** By a symbol's index; undefined for debuggers' entries. */
  readonly symbols: readonly (LinkedSymbol | undefined)[];
}

/** Makes an object's sections, undefined for those that are left out. */
export type SectionMaker = (object: InputObject) => readonly (InputSection | undefined)[];

/** Objects and archives are added, and the members that are needed follow by `pullMembers`. */
export class SymbolTable {
  readonly objects: LinkedObject[] = [];
  private readonly byName = new Map<string, LinkedSymbol>();
  private readonly duplicates = new Map<string, Set<string>>();
  /** Pieces of weak definitions that lost, each with the symbol. */
  private readonly losers = new Map<Subsection, LinkedSymbol>();
  /** Symbols that an object says to be another name of the second. */
  private readonly aliases = new Map<LinkedSymbol, LinkedSymbol>();
  private readonly toSections: SectionMaker;

  constructor(toSections: SectionMaker) {
    this.toSections = toSections;
  }

  /** The symbols that objects share, in the order in which they were first seen. */
  shared(): Iterable<LinkedSymbol> {
    return this.byName.values();
  }

  find(name: string): LinkedSymbol | undefined {
    return this.byName.get(name);
  }

  /** The shared symbol of that name, which is made if there is none. */
  named(name: string): LinkedSymbol {
    let symbol = this.byName.get(name);
    if (symbol === undefined) this.byName.set(name, (symbol = newSymbol(name, true)));
    return symbol;
  }

  addObject(object: InputObject): void {
    const sections = this.toSections(object);
    const list = object.macho.symbolList;
    const symbols = Array.from({ length: list.length }, (_, index) => {
      if (list.isDebugEntry(index)) return undefined;
      return list.isExternal(index) ? this.enter(object, index, sections) : localSymbol(object, index, sections);
    });
    this.objects.push({ object, sections, symbols });
  }

  /** Gives symbols that are other names what those they name have; where that is undefined, all refer to it instead. */
  followAliases(): void {
    if (this.aliases.size === 0) return;
    const targetOf = (symbol: LinkedSymbol): LinkedSymbol => {
      const seen = new Set<LinkedSymbol>();
      let found = symbol;
      for (let next; found.definition === undefined && !seen.has(found) && (next = this.aliases.get(found)) !== undefined; found = next) seen.add(found);
      return found;
    };
    for (const alias of this.aliases.keys()) alias.definition = targetOf(alias).definition;
    for (const [index, linked] of this.objects.entries()) {
      this.objects[index] = { ...linked, symbols: linked.symbols.map((symbol) => symbol && targetOf(symbol)) };
    }
  }

  /** Lets those pieces of which no name is left stand back for the ones that won. */
  coalesce(): void {
    if (this.losers.size === 0) return;
    for (const { symbols } of this.objects) {
      for (const symbol of symbols) {
        if (symbol?.definition?.kind !== "placed") continue;
        const { piece, offset } = symbol.definition;
        if (symbol.isShared || offset !== 0) this.losers.delete(piece);
      }
    }
    for (const [piece, { definition }] of this.losers) {
      if (definition?.kind === "placed" && definition.offset === 0) piece.replacement = definition.piece;
    }
  }

  /**
   * Adds the members that define what is missing, and what they miss in turn.
   * Archives are searched in their order, whatever the order of those who ask.
   */
  pullMembers(archives: readonly InputArchive[]): void {
    const indexes = archives.map(indexOf);
    const pulled = new Set<InputObject>();
    // A map's iterator meets what is added to it meanwhile, as the names that members bring.
    for (const symbol of this.byName.values()) {
      if (symbol.definition !== undefined) continue;
      const member = indexes.map((index) => index.get(symbol.name)).find((found) => found !== undefined);
      if (member === undefined || pulled.has(member)) continue;
      pulled.add(member);
      this.addObject(member);
    }
  }

  /** A diagnostic for each name that is defined more than once. */
  duplicateErrors(): Diagnostic[] {
    return [...this.duplicates].map(([name, objects]) =>
      linkError("link-duplicate-symbol", `'${name}' is defined ${objects.size > 1 ? `by ${objects.size} objects` : "twice by one object"}`, {
        notes: [...objects].map((object) => `defined by '${object}'`),
        fix: "keep one definition, or make all but one weak or private to their objects",
      }),
    );
  }

  private enter(object: InputObject, index: number, sections: readonly (InputSection | undefined)[]): LinkedSymbol {
    const list = object.macho.symbolList;
    const linked = this.named(list.name(index));
    const definition = definitionOf(object, index, sections);
    if (list.kind(index) === "indirect") {
      this.enterAlias(object, list.alias(index), linked);
    } else if (definition === undefined) {
      linked.referrers.push(object);
      if (!isWeakReference(list.description(index))) linked.isWeakReference = false;
    } else {
      linked.definition = this.chosen(linked, linked.definition, definition);
    }
    return linked;
  }

  private enterAlias(object: InputObject, alias: string, linked: LinkedSymbol): void {
    const target = this.named(alias);
    target.referrers.push(object);
    target.isWeakReference = false;
    if (target !== linked && !this.aliases.has(linked)) this.aliases.set(linked, target);
  }

  private chosen(linked: LinkedSymbol, old: Definition | undefined, other: Definition): Definition {
    if (old === undefined || old.kind === "image base" || other.kind === "image base") return other;
    if (old.kind === "common" && other.kind === "common") return largerOf(old, other);
    // A real definition replaces a tentative one, a strong one a weak one, and of two weak ones the first stays.
    if (other.kind === "common") return old;
    if (old.kind === "common" || (old.isWeak && !other.isWeak)) return this.replace(linked, old, other);
    if (!old.isWeak && !other.isWeak) {
      const { name } = linked;
      const objects = this.duplicates.get(name) ?? new Set([old.object.name]);
      this.duplicates.set(name, objects.add(other.object.name));
      return old;
    }
    return this.replace(linked, other, old);
  }

  private replace(linked: LinkedSymbol, loser: Definition, winner: Definition): Definition {
    const isWholePiece = loser.kind === "placed" && loser.isWeak && loser.offset === 0 && loser.piece.section.subsections.length > 1;
    if (isWholePiece) this.losers.set(loser.piece, linked);
    return winner;
  }
}

function localSymbol(object: InputObject, index: number, sections: readonly (InputSection | undefined)[]): LinkedSymbol {
  const linked = newSymbol(object.macho.symbolList.name(index), false);
  linked.definition = definitionOf(object, index, sections);
  return linked;
}

function definitionOf(object: InputObject, index: number, sections: readonly (InputSection | undefined)[]): Definition | undefined {
  const list = object.macho.symbolList;
  const description = list.description(index);
  const isWeak = isWeakDefinition(description);
  switch (list.kind(index)) {
    case "common": {
      const size = list.nearValue(index);
      return { kind: "common", object, symbolIndex: index, isWeak, size, alignment: commonAlignment(description, size) };
    }
    case "absolute":
      return { kind: "absolute", object, symbolIndex: index, isWeak, value: list.value(index) };
    case "defined": {
      const section = sections[list.sectionNumber(index) - 1];
      if (section === undefined) return undefined;
      const offset = list.nearValue(index) - section.address;
      const piece = subsectionAt(section, offset);
      return { kind: "placed", object, symbolIndex: index, isWeak, piece, offset: offset - piece.start };
    }
    default:
      return undefined;
  }
}

function largerOf(a: CommonDefinition, b: CommonDefinition): CommonDefinition {
  return { ...(b.size > a.size ? b : a), alignment: Math.max(a.alignment, b.alignment) };
}

/** Which member of an archive defines a name: the first that does. */
function indexOf({ name, members }: InputArchive): ReadonlyMap<string, InputObject> {
  const index = new Map<string, InputObject>();
  const tentative = new Map<string, InputObject>();
  for (const member of members) {
    if (!isObject(member.bytes)) continue;
    const object = readObject(`${name}(${member.name})`, member.bytes);
    const list = object.macho.symbolList;
    for (let at = 0; at < list.length; at += 1) {
      if (!list.isExternal(at)) continue;
      const kind = list.kind(at);
      const symbol = list.name(at);
      if (kind === "common") setFirst(tentative, symbol, object);
      else if (kind === "defined" || kind === "absolute" || kind === "indirect") setFirst(index, symbol, object);
    }
  }
  // A tentative definition does where there is no other.
  for (const [symbol, object] of tentative) setFirst(index, symbol, object);
  return index;
}

function setFirst<Key, Value>(map: Map<Key, Value>, key: Key, value: Value): void {
  if (!map.has(key)) map.set(key, value);
}
