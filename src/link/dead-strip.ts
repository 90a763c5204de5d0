// Leaves out what nothing needs, as the linker's -dead_strip does.

import { N_NO_DEAD_STRIP, S_ATTR_NO_DEAD_STRIP, S_MOD_INIT_FUNC_POINTERS, S_MOD_TERM_FUNC_POINTERS } from "../macho/layout.js";
import { referenceOf } from "./references.js";
import { type InputSection, placed, type Subsection, subsectionAt } from "./subsection.js";
import type { LinkedSymbol } from "./symbol.js";
import type { LinkedObject } from "./symbol-table.js";

/**
 * Marks as dead all that cannot be reached from `roots`, from constructors and from
 * what the compiler marked as needed.
 */
export function stripDead(objects: readonly LinkedObject[], roots: Iterable<LinkedSymbol>): void {
  const owners = new Map<InputSection, LinkedObject>();
  const pending: Subsection[] = [];
  const reach = (piece: Subsection): void => {
    const kept = placed(piece);
    if (kept.isLive) return;
    kept.isLive = true;
    pending.push(kept);
  };
  const reachSymbol = ({ definition }: LinkedSymbol): void => {
    if (definition?.kind === "placed") reach(definition.piece);
  };

  for (const object of objects) {
    for (const section of object.sections) {
      if (section === undefined) continue;
      owners.set(section, object);
      for (const piece of section.subsections) piece.isLive = false;
    }
  }
  for (const object of objects) {
    for (const section of object.sections) if (section !== undefined && isRoot(section)) section.subsections.forEach(reach);
    const list = object.object.macho.symbolList;
    for (const [index, symbol] of object.symbols.entries()) {
      if (symbol !== undefined && (list.description(index) & N_NO_DEAD_STRIP) !== 0) reachSymbol(symbol);
    }
  }
  for (const root of roots) reachSymbol(root);

  const references = new Map<InputSection, ReadonlyMap<Subsection, readonly (LinkedSymbol | Subsection)[]>>();
  for (let piece; (piece = pending.pop()) !== undefined; ) {
    const { section } = piece;
    let known = references.get(section);
    if (known === undefined) references.set(section, (known = referencesByPiece(owners.get(section)!, section)));
    for (const reference of known.get(piece) ?? []) {
      if ("section" in reference) reach(reference);
      else reachSymbol(reference);
    }
  }
}

function isRoot({ section: { type, attributes } }: InputSection): boolean {
  return type === S_MOD_INIT_FUNC_POINTERS || type === S_MOD_TERM_FUNC_POINTERS || (attributes & S_ATTR_NO_DEAD_STRIP) !== 0;
}

function referencesByPiece(object: LinkedObject, section: InputSection): Map<Subsection, (LinkedSymbol | Subsection)[]> {
  const byPiece = new Map<Subsection, (LinkedSymbol | Subsection)[]>();
  const { relocationTable: table } = section.section;
  for (let index = 0; index < table.length; index += 1) {
    const relocation = table.entry(index);
    const target = referenceOf(object, section, relocation);
    if (target === undefined) continue;
    const piece = subsectionAt(section, relocation.offset);
    const list = byPiece.get(piece);
    if (list === undefined) byPiece.set(piece, [target]);
    else list.push(target);
  }
  return byPiece;
}
