// Says where everything went, in the form of the map files that Apple's linker writes.

import { demangle } from "../support/demangle.js";
import type { ImageSymbols } from "./image-symbols.js";
import type { Link } from "./link.js";
import { DefinitionKind } from "./shared-symbols.js";
import type { InputSection } from "./subsections.js";
import type { SymbolTable } from "./symbol-table.js";

/** The lines of a link's map; `output` is the kext's path. */
export function* formatMap(output: string, { layout, table, symbols }: Link): Iterable<string> {
  yield `# Path: ${output}`;
  yield "# Arch: x86_64";
  yield "# Object files:";
  yield "[  0] linker synthesized";
  const { objects, subsections } = table;
  for (const [index, { object }] of objects.entries()) yield `${number(index + 1)} ${object.name}`;
  yield "# Sections:";
  yield "# Address\tSize\tSegment\tSection";
  for (const { address, size, segment, name } of layout.sections) yield `${hex(address)}\t${hex(size)}\t${segment}\t${name}`;
  yield "# Symbols:";
  yield "# Address\tSize\tFile\tName";
  const fileOf = new Map(objects.map(({ object }, index) => [object.name, index + 1] as const));
  const names = namesByPiece(symbols, table);
  for (const { inputs } of layout.sections) {
    for (const input of inputs) {
      for (let piece = input.first; piece < input.first + input.count; piece += 1) {
        if (!subsections.isPlaced(piece)) continue;
        yield* pieceLines(input, { address: subsections.addresses[piece]!, size: subsections.sizes[piece]!, names: names.get(piece) ?? [] }, fileOf.get(input.object.name) ?? 0);
      }
    }
  }
}

interface PlacedName {
  readonly name: string;
  /** Bytes from the start of the piece. */
  readonly offset: number;
}

function namesByPiece({ own, hidden, defined }: ImageSymbols, table: SymbolTable): ReadonlyMap<number, readonly PlacedName[]> {
  const names = new Map<number, PlacedName[]>();
  const add = (piece: number, placed: PlacedName): void => {
    const known = names.get(piece);
    if (known === undefined) names.set(piece, [placed]);
    else known.push(placed);
  };
  for (const { object, indices } of own) {
    for (const index of indices) {
      const piece = object.pieces[index]!;
      if (piece >= 0) add(piece, { name: object.object.macho.symbolList.name(index), offset: table.offsetOf(object, index) });
    }
  }
  const { shared } = table;
  for (const symbol of [...hidden, ...defined]) {
    const { kind, piece, offset } = shared.definition(symbol);
    if (kind === DefinitionKind.Placed) add(piece, { name: shared.name(symbol), offset });
  }
  return names;
}

interface NamedPiece {
  readonly address: number;
  readonly size: number;
  readonly names: readonly PlacedName[];
}

/** A line for each name in a piece, up to the next name; one line where it has none. */
function* pieceLines({ section }: InputSection, { address, size, names }: NamedPiece, file: number): Iterable<string> {
  const inside = [...names].sort((a, b) => a.offset - b.offset);
  const first = inside[0]?.offset ?? size;
  if (first > 0) yield line(address, first, file, `(${section.segment},${section.name})`);
  for (const [index, { name, offset }] of inside.entries()) {
    const end = inside.slice(index + 1).find((other) => other.offset > offset)?.offset ?? size;
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
