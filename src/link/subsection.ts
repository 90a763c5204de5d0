// The pieces that are placed. A section is one of them, or is split where its symbols begin: then
// what is not needed can be left out, and what is there twice can be shared.

import type { Section } from "../macho/macho.js";
import type { InputObject } from "./input.js";
import { OffsetIndex } from "./offset-index.js";
import type { OutputSection } from "./output-section.js";

/** A run of bytes of an input section that stays together. */
export interface Subsection {
  readonly section: InputSection;
  /** Bytes from the start of the section. */
  readonly start: number;
  readonly size: number;
  /** Stands for this one, which is left out. */
  replacement: Subsection | undefined;
  isLive: boolean;
  /** Where it was placed, counted from the start of its section of the image; -1 before that. */
  place: number;
}

/** A section of an input object that goes into the image. */
export interface InputSection {
  readonly object: InputObject;
  /** Its header; commons and the table of pointers have one of the linker's making. */
  readonly section: Section;
  /** In the object. */
  readonly address: number;
  /** Its bytes; of zeroed memory none. */
  readonly contents: DataView;
  /** Ascending, without gaps; at least one. */
  subsections: readonly Subsection[];
  /** Which of them an offset is in. */
  index: OffsetIndex;
  /** The section of the image that it goes into; undefined where nothing of it does. */
  output: OutputSection | undefined;
}

/** A section in one piece. */
export function wholeSection(object: InputObject, section: Section): InputSection {
  const { buffer, byteOffset, byteLength } = section.contents ?? NOTHING;
  const whole: InputSection = { object, section, address: Number(section.address), contents: new DataView(buffer, byteOffset, byteLength), subsections: [], index: ONE_PIECE, output: undefined };
  whole.subsections = [subsection(whole, 0, Number(section.size))];
  return whole;
}

const NOTHING = new Uint8Array();
const ONE_PIECE = new OffsetIndex(Uint32Array.of(0));

/** Splits a section at offsets, which ascend and begin with 0. */
export function splitAt(section: InputSection, offsets: Uint32Array): void {
  const end = Number(section.section.size);
  section.index = new OffsetIndex(offsets);
  section.subsections = Array.from({ length: offsets.length }, (_, index) => subsection(section, offsets[index]!, (offsets[index + 1] ?? end) - offsets[index]!));
}

/**
 * The piece that an offset into a section lies in. Offsets before and behind the
 * section, as code computes them, belong to its first and last piece.
 */
export function subsectionAt(section: InputSection, offset: number): Subsection {
  return section.subsections[section.index.at(offset)]!;
}

/** The address of what an offset into a section has become. */
export function addressIn(section: InputSection, offset: number): number {
  const piece = subsectionAt(section, offset);
  return pieceAddress(placed(piece)) + (offset - piece.start);
}

/** The address of a piece that is in the image. */
export function pieceAddress({ section, place }: Subsection): number {
  return section.output!.address + place;
}

/** The piece that is in the image for this one. */
export function placed(piece: Subsection): Subsection {
  let found = piece;
  while (found.replacement !== undefined) found = found.replacement;
  return found;
}

function subsection(section: InputSection, start: number, size: number): Subsection {
  return { section, start, size, replacement: undefined, isLive: true, place: -1 };
}
