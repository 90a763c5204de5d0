// Says where everything went, in the form of the map files that Apple's linker writes.

import { demangle } from "../support/demangle.js";
import type { Link } from "./link.js";
import { type InputSection, pieceAddress, type Subsection } from "./subsection.js";

/** The lines of a link's map; `output` is the kext's path. */
export function* formatMap(output: string, { layout, objects, symbols }: Link): Iterable<string> {
  yield `# Path: ${output}`;
  yield "# Arch: x86_64";
  yield "# Object files:";
  yield "[  0] linker synthesized";
  for (const [index, { object }] of objects.entries()) yield `${number(index + 1)} ${object.name}`;
  yield "# Sections:";
  yield "# Address\tSize\tSegment\tSection";
  for (const { address, size, segment, name } of layout.sections) yield `${hex(address)}\t${hex(size)}\t${segment}\t${name}`;
  yield "# Symbols:";
  yield "# Address\tSize\tFile\tName";
  const fileOf = new Map(objects.map(({ object }, index) => [object.name, index + 1] as const));
  const names = namesByPiece([...symbols.locals, ...symbols.defined]);
  for (const { inputs } of layout.sections) {
    for (const input of inputs) {
      for (const piece of input.subsections) {
        if (piece.place >= 0) yield* pieceLines(input, piece, fileOf.get(input.object.name) ?? 0, names);
      }
    }
  }
}

type Names = ReadonlyMap<Subsection, readonly { readonly name: string; readonly offset: number }[]>;

function namesByPiece(symbols: Link["symbols"]["locals"]): Names {
  const names = new Map<Subsection, { readonly name: string; readonly offset: number }[]>();
  for (const { name, definition } of symbols) {
    if (definition?.kind !== "placed") continue;
    const known = names.get(definition.piece);
    const entry = { name, offset: definition.offset };
    if (known === undefined) names.set(definition.piece, [entry]);
    else known.push(entry);
  }
  return names;
}

/** A line for each name in a piece, up to the next name; one line where it has none. */
function* pieceLines({ section }: InputSection, piece: Subsection, file: number, names: Names): Iterable<string> {
  const inside = [...(names.get(piece) ?? [])].sort((a, b) => a.offset - b.offset);
  const address = pieceAddress(piece);
  const first = inside[0]?.offset ?? piece.size;
  if (first > 0) yield line(address, first, file, `(${section.segment},${section.name})`);
  for (const [index, { name, offset }] of inside.entries()) {
    const end = inside.slice(index + 1).find((other) => other.offset > offset)?.offset ?? piece.size;
    yield line(address + offset, end - offset, file, demangle(name));
  }
}

function line(address: number, size: number, file: number, name: string): string {
  return `${hex(address)}\t${hex(size)}\t${number(file)} ${name}`;
}

function number(index: number): string {
  return `[${String(index).padStart(3)}]`;
}

function hex(value: number): string {
  return `0x${value.toString(16).toUpperCase().padStart(8, "0")}`;
}
