// Leaves out what nothing needs, as the linker's -dead_strip does.

import { N_NO_DEAD_STRIP, S_ATTR_NO_DEAD_STRIP, S_MOD_INIT_FUNC_POINTERS, S_MOD_TERM_FUNC_POINTERS } from "../macho/layout.js";
import { RelocationCursor } from "../macho/relocation.js";
import { plainTarget, sectionOf } from "./references.js";
import { type InputSection, pieceAt } from "./subsections.js";
import type { LinkedObject, SymbolTable } from "./symbol-table.js";

/**
 * Marks as dead all pieces that cannot be reached from `roots`, which are pieces, from
 * constructors and from what the compiler marked as needed.
 */
export function stripDead(table: SymbolTable, roots: Iterable<number>): void {
  const { objects, subsections } = table;
  const pending: number[] = [];
  const reach = (piece: number): void => {
    if (piece < 0) return;
    const kept = subsections.placed(piece);
    if (subsections.live[kept] === 1) return;
    subsections.live[kept] = 1;
    pending.push(kept);
  };
  subsections.live.fill(0, 0, subsections.count);
  for (const piece of rootsOf(table)) reach(piece);
  for (const piece of roots) reach(piece);

  const owners = new Map(objects.flatMap((object) => object.sections.flatMap((section) => (section === undefined ? [] : [[section, object] as const]))));
  const references = new Map<InputSection, SectionReferences>();
  for (let piece; (piece = pending.pop()) !== undefined; ) {
    const section = subsections.sectionOf(piece);
    let known = references.get(section);
    if (known === undefined) references.set(section, (known = referencesOf(owners.get(section)!, section, table)));
    const { first, targets } = known;
    const place = piece - section.first;
    for (let index = first[place]!; index < first[place + 1]!; index += 1) reach(targets[index]!);
  }
}

function* rootsOf({ objects, shared }: SymbolTable): Iterable<number> {
  for (const { object, sections, shared: numbers, pieces } of objects) {
    for (const section of sections) {
      if (section === undefined || !isRoot(section)) continue;
      for (let index = 0; index < section.count; index += 1) yield section.first + index;
    }
    const list = object.macho.symbolList;
    for (let index = 0; index < list.length; index += 1) {
      if (list.isDebugEntry(index) || (list.description(index) & N_NO_DEAD_STRIP) === 0) continue;
      yield numbers[index]! < 0 ? pieces[index]! : shared.pieces[numbers[index]!]!;
    }
  }
}

function isRoot({ section: { type, attributes } }: InputSection): boolean {
  return type === S_MOD_INIT_FUNC_POINTERS || type === S_MOD_TERM_FUNC_POINTERS || (attributes & S_ATTR_NO_DEAD_STRIP) !== 0;
}

/** The pieces that pieces of a section refer to. */
interface SectionReferences {
  /** By a piece's place in the section, its first reference in `targets`; behind the last piece's, where they end. */
  readonly first: Uint32Array;
  /** Pieces; -1 for what is in none. */
  readonly targets: Int32Array;
}

function referencesOf(object: LinkedObject, section: InputSection, table: SymbolTable): SectionReferences {
  const { relocationTable } = section.section;
  const relocation = new RelocationCursor();
  const places = new Uint32Array(relocationTable.length);
  const ends = new Uint32Array(section.count + 1);
  for (let index = 0; index < places.length; index += 1) {
    relocationTable.read(index, relocation);
    places[index] = section.index.at(relocation.offset);
    ends[places[index]! + 1]! += 1;
  }
  for (let place = 0; place < section.count; place += 1) ends[place + 1]! += ends[place]!;
  // From here on, where the next reference of each piece goes.
  const next = ends.slice();
  const targets = new Int32Array(places.length);
  for (let index = 0; index < places.length; index += 1) {
    relocationTable.read(index, relocation);
    targets[next[places[index]!]!++] = pieceReferredTo(object, section, relocation, table);
  }
  return { first: ends, targets };
}

function pieceReferredTo(object: LinkedObject, section: InputSection, relocation: RelocationCursor, { shared }: SymbolTable): number {
  if (relocation.isExternal) {
    const symbol = object.shared[relocation.number]!;
    return symbol < 0 ? object.pieces[relocation.number]! : shared.pieces[symbol]!;
  }
  const target = sectionOf(object, relocation);
  return target === undefined ? -1 : pieceAt(target, plainTarget(section, relocation) - target.address);
}
