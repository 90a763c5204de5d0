import { S_CSTRING_LITERALS } from "../macho/layout.js";
import { ByteStrings } from "./byte-strings.js";
import type { InputSection, Subsections } from "./subsections.js";

/** Keeps one of equal strings in sections of C's strings; it stands for the others. */
export function mergeStrings(subsections: Subsections): void {
  const pools = new Map<string, StringPool>();
  for (const input of subsections.sections) if (input.section.type === S_CSTRING_LITERALS) mergeSection(input, subsections, pools);
}

/** Strings that stand for each other: of one section of the image, where they are as well aligned. */
interface StringPool {
  readonly strings: ByteStrings;
  /** By a string's number, the piece that was its first. */
  readonly pieces: number[];
}

function mergeSection({ section, first, count }: InputSection, { starts, sizes, replacements }: Subsections, pools: Map<string, StringPool>): void {
  const { contents = NOTHING } = section;
  const unit = 2 ** section.alignment;
  const name = `${section.segment},${section.name},${section.alignment}`;
  let last: { readonly remainder: number; readonly pool: StringPool } | undefined;
  for (let piece = first; piece < first + count; piece += 1) {
    const start = starts[piece]!;
    const remainder = start % unit;
    if (last?.remainder !== remainder) {
      last = { remainder, pool: poolOf(pools, `${name},${remainder}`) };
      last.pool.strings.reserve(unit === 1 ? count : 1);
    }
    const { strings, pieces } = last.pool;
    const number = strings.add(contents, start, start + sizes[piece]!);
    if (number === pieces.length) pieces.push(piece);
    else replacements[piece] = pieces[number]!;
  }
}

const NOTHING = new Uint8Array();

function poolOf(pools: Map<string, StringPool>, place: string): StringPool {
  let pool = pools.get(place);
  if (pool === undefined) pools.set(place, (pool = { strings: new ByteStrings(), pieces: [] }));
  return pool;
}
