import { S_CSTRING_LITERALS } from "../macho/layout.js";
import type { LinkedObject } from "./symbol-table.js";
import type { InputSection, Subsection } from "./subsection.js";

/** Keeps one of equal strings in sections of C's strings; it stands for the others. */
export function mergeStrings(objects: readonly LinkedObject[]): void {
  const pools = new Map<string, Map<string, Subsection>>();
  for (const { sections } of objects) {
    for (const input of sections) if (input?.section.type === S_CSTRING_LITERALS) mergeSection(input, pools);
  }
}

function mergeSection({ section, contents, subsections }: InputSection, pools: Map<string, Map<string, Subsection>>): void {
  // Of one character a byte; each string is a slice of it.
  const all = Buffer.from(contents.buffer, contents.byteOffset, contents.byteLength).toString("latin1");
  const unit = 2 ** section.alignment;
  const name = `${section.segment},${section.name},${section.alignment}`;
  let last: { readonly remainder: number; readonly pool: Map<string, Subsection> } | undefined;
  for (const piece of subsections) {
    // Strings stand for each other in one section of the image, where they are as well aligned.
    const remainder = piece.start & (unit - 1);
    if (last?.remainder !== remainder) last = { remainder, pool: poolOf(pools, `${name},${remainder}`) };
    const { pool } = last;
    const text = all.slice(piece.start, piece.start + piece.size);
    const first = pool.get(text);
    if (first === undefined) pool.set(text, piece);
    else piece.replacement = first;
  }
}

function poolOf(pools: Map<string, Map<string, Subsection>>, place: string): Map<string, Subsection> {
  let pool = pools.get(place);
  if (pool === undefined) pools.set(place, (pool = new Map()));
  return pool;
}
