// The pieces that are placed. A section is one of them, or is split where its symbols begin: then
// what is not needed can be left out, and what is there twice can be shared.

import type { Section } from "../macho/macho.js";
import { enlarged } from "./enlarged.js";
import type { InputObject } from "./input.js";
import { OffsetIndex } from "./offset-index.js";
import type { OutputSection } from "./output-section.js";

/** A section of an input object that goes into the image. */
export interface InputSection {
  readonly object: InputObject;
  /** Its header; commons and the table of pointers have one of the linker's making. */
  readonly section: Section;
  /** In the object. */
  readonly address: number;
  readonly size: number;
  /** Its bytes; of zeroed memory none. */
  readonly contents: DataView;
  /** The number of its first piece; the others follow, ascending, without gaps. */
  readonly first: number;
  /** How many there are, at least one. */
  readonly count: number;
  /** Which of them an offset is in. */
  readonly index: OffsetIndex;
  /** The section of the image that it goes into; undefined where nothing of it does. */
  output: OutputSection | undefined;
}

/**
 * Runs of bytes of input sections that stay together, by their numbers: what is known of
 * each stands in arrays, for there may be a million.
 */
export class Subsections {
  /** The input sections, by their numbers. */
  readonly sections: InputSection[] = [];
  count = 0;
  /** The number of the input section. */
  sectionNumbers = new Uint32Array(0);
  /** Bytes from the start of the section. */
  starts = new Uint32Array(0);
  sizes = new Float64Array(0);
  /** The piece that stands for this one, which is left out; or -1. */
  replacements = new Int32Array(0);
  /** 1 for what is needed, 0 for what is left out with all that refers to it. */
  live = new Uint8Array(0);
  /** In the image, of the piece or of what stands for it; -1 where there is neither, and before layout. */
  addresses = new Int32Array(0);
  /** Numbers of the sections of the image that the addresses are in. */
  outputs = new Uint8Array(0);

  /** A section that is split at offsets, which ascend and begin with 0. */
  add(object: InputObject, section: Section, offsets: Uint32Array = WHOLE): InputSection {
    const { buffer, byteOffset, byteLength } = section.contents ?? NOTHING;
    const first = this.count;
    const size = Number(section.size);
    const input: InputSection = {
      object,
      section,
      address: Number(section.address),
      size,
      contents: new DataView(buffer, byteOffset, byteLength),
      first,
      count: offsets.length,
      index: offsets.length === 1 ? ONE_PIECE : new OffsetIndex(offsets),
      output: undefined,
    };
    this.reserve(first + offsets.length);
    this.starts.set(offsets, first);
    const { sizes } = this;
    const last = offsets.length - 1;
    for (let index = 0; index < last; index += 1) sizes[first + index] = offsets[index + 1]! - offsets[index]!;
    sizes[first + last] = size - offsets[last]!;
    this.sectionNumbers.fill(this.sections.length, first, first + offsets.length);
    this.sections.push(input);
    this.count += offsets.length;
    return input;
  }

  /** The section that a piece is of. */
  sectionOf(piece: number): InputSection {
    return this.sections[this.sectionNumbers[piece]!]!;
  }

  /** The piece that is in the image for this one. */
  placed(piece: number): number {
    let found = piece;
    for (let next; (next = this.replacements[found]!) >= 0; ) found = next;
    return found;
  }

  /** Whether a piece is in the image itself. */
  isPlaced(piece: number): boolean {
    return this.live[piece] === 1 && this.replacements[piece]! < 0;
  }

  /** Whether a piece is in the image, or one that stands for it. */
  isInImage(piece: number): boolean {
    return this.live[this.placed(piece)] === 1;
  }

  /** The address of what an offset into a section has become; NaN where it is not in the image. */
  addressIn(section: InputSection, offset: number): number {
    const piece = pieceAt(section, offset);
    const address = this.addresses[piece]!;
    return address < 0 ? NaN : address + (offset - this.starts[piece]!);
  }

  /** Gives pieces that are replaced the address of what stands for them; the others have theirs. */
  followReplacements(): void {
    const { replacements, addresses, outputs, count } = this;
    for (let piece = 0; piece < count; piece += 1) {
      if (replacements[piece]! < 0) continue;
      const home = this.placed(piece);
      addresses[piece] = addresses[home]!;
      outputs[piece] = outputs[home]!;
    }
  }

  private reserve(count: number): void {
    const { length } = this.starts;
    if (count <= length) return;
    const larger = Math.max(count, 2 * length);
    this.sectionNumbers = enlarged(this.sectionNumbers, new Uint32Array(larger));
    this.starts = enlarged(this.starts, new Uint32Array(larger));
    this.sizes = enlarged(this.sizes, new Float64Array(larger));
    this.replacements = enlarged(this.replacements, new Int32Array(larger).fill(-1, length));
    this.live = enlarged(this.live, new Uint8Array(larger).fill(1, length));
    this.addresses = enlarged(this.addresses, new Int32Array(larger).fill(-1, length));
    this.outputs = enlarged(this.outputs, new Uint8Array(larger));
  }
}

const NOTHING = new Uint8Array();
const WHOLE = Uint32Array.of(0);
const ONE_PIECE = new OffsetIndex(WHOLE);

/**
 * The piece that an offset into a section lies in. Offsets before and behind the
 * section, as code computes them, belong to its first and last piece.
 */
export function pieceAt({ first, index }: InputSection, offset: number): number {
  return first + index.at(offset);
}
