import { S_CSTRING_LITERALS } from "../macho/layout.js";
import { latin1 } from "../support/latin1.js";
import type { LinkedObject } from "./symbol-table.js";
import type { Subsection } from "./subsection.js";

/** Keeps one of equal strings in sections of C's strings; it stands for the others. */
export function mergeStrings(objects: readonly LinkedObject[]): void {
  const kept = new Map<string, Subsection>();
  for (const { sections } of objects) {
    for (const input of sections) {
      if (input?.section.type !== S_CSTRING_LITERALS) continue;
      for (const piece of input.subsections) {
        const key = keyOf(piece);
        const first = kept.get(key);
        if (first === undefined) kept.set(key, piece);
        else piece.replacement = first;
      }
    }
  }
}

/** Equal for pieces that can stand for each other: same bytes, same section of the image, as well aligned. */
function keyOf({ section: { section }, start, size }: Subsection): string {
  const contents = section.contents ?? new Uint8Array();
  const bytes = Buffer.from(contents.buffer, contents.byteOffset, contents.length);
  const text = latin1(bytes, start, start + size);
  return `${section.segment},${section.name},${section.alignment},${start % 2 ** section.alignment}:${text}`;
}
