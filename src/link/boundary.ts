// Symbols for where sections and segments begin and end, which Apple's linker defines for whoever refers
// to them: `section$start$__DATA$__list`, `section$end$…`, `segment$start$__DATA`, `segment$end$…`.
// By them, code finds what many files put into one section.

import type { ImageLayout } from "./image-layout.js";
import { outputName } from "./output-section.js";
import { DefinitionKind } from "./shared-symbols.js";
import type { InputSection } from "./subsections.js";
import type { SymbolTable } from "./symbol-table.js";
import { emptySection } from "./synthetic.js";

export interface Boundary {
  readonly segment: string;
  /** Undefined for a boundary of the segment. */
  readonly section: string | undefined;
  readonly isEnd: boolean;
  /** In the image, once that is laid out. */
  address: number;
  /** The number of the section of the image that the address counts to. */
  output: number;
}

/** Defines those boundaries that are referred to. */
export function defineBoundaries({ shared, boundaries }: SymbolTable): void {
  for (let symbol = 0; symbol < shared.length; symbol += 1) {
    if (shared.kinds[symbol] !== DefinitionKind.None) continue;
    const boundary = boundaryNamed(shared.name(symbol));
    if (boundary === undefined) continue;
    shared.kinds[symbol] = DefinitionKind.Boundary;
    boundaries.set(symbol, boundary);
  }
}

function boundaryNamed(name: string): Boundary | undefined {
  const [kind, side, segment, section, ...more] = name.split("$");
  if ((side !== "start" && side !== "end") || more.length > 0 || !isName(segment) || segment === "__LINKEDIT") return undefined;
  const isBoundary = kind === "section" ? isName(section) : kind === "segment" && section === undefined;
  return isBoundary ? { segment, section, isEnd: side === "end", address: 0, output: 1 } : undefined;
}

/** Whether it fits into a header's field. */
function isName(text: string | undefined): text is string {
  return text !== undefined && text.length > 0 && text.length <= 16;
}

/**
 * Sections without bytes where boundaries are of what no object has: a list that nobody
 * is in begins where it ends. `inputs` are the sections that go into the image.
 */
export function missingSections({ boundaries, subsections }: SymbolTable, inputs: readonly InputSection[]): InputSection[] {
  const known = new Set(["__TEXT", ...inputs.flatMap(({ section }) => [section.segment, nameOf(section.segment, outputName(section))])]);
  const missing: InputSection[] = [];
  for (const { segment, section } of boundaries.values()) {
    if (known.has(section === undefined ? segment : nameOf(segment, section))) continue;
    const name = section ?? "__data";
    known.add(segment).add(nameOf(segment, name));
    missing.push(emptySection(segment, name, subsections));
  }
  return missing;
}

function nameOf(segment: string, section: string): string {
  return `${segment},${section}`;
}

/** Gives boundaries their addresses. */
export function placeBoundaries({ boundaries }: SymbolTable, { sections, segments }: ImageLayout): void {
  for (const boundary of boundaries.values()) {
    const { segment, section, isEnd } = boundary;
    const place = section === undefined ? segments.find(({ name }) => name === segment) : sections.find((output) => output.segment === segment && output.name === section);
    if (place === undefined) continue;
    boundary.address = isEnd ? place.address + place.size : place.address;
    boundary.output = "index" in place ? place.index : (isEnd ? place.sections.at(-1) : place.sections[0])?.index ?? 1;
  }
}
