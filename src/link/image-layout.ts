// Gives segments, sections and pieces their addresses and places in the file, as Apple's linker
// does for kexts: the image begins at address 0, segments follow each other without gaps, and the
// slack of __TEXT stands between the load commands and the first section.

import { machHeaderSize, S_ZEROFILL, sectionSize, segmentCommandSize } from "../macho/layout.js";
import type { Diagnostic } from "../support/diagnostic.js";
import { linkError } from "./link-error.js";
import type { OutputSection } from "./output-section.js";
import type { Subsections } from "./subsections.js";

export interface OutputSegment {
  readonly name: string;
  readonly sections: readonly OutputSection[];
  readonly address: number;
  /** A multiple of a page. */
  readonly size: number;
  readonly fileOffset: number;
  readonly fileSize: number;
}

export interface ImageLayout {
  /** Without `__LINKEDIT`, which begins where the last one ends. */
  readonly segments: readonly OutputSegment[];
  readonly sections: readonly OutputSection[];
  /** Bytes of all load commands. */
  readonly commandsSize: number;
  /** Address of `__LINKEDIT`. */
  readonly end: number;
  /** File offset of `__LINKEDIT`. */
  readonly fileEnd: number;
}

const PAGE_SIZE = 4096;
/** A symbol's section is numbered in a byte. */
const MOST_SECTIONS = 255;
/** The kernel places kexts at page boundaries. */
const LARGEST_ALIGNMENT = 12;
/** The builder of kernel collections keeps fixups' places in 30 bits. */
export const LARGEST_IMAGE = 2 ** 30;

/**
 * Lays out sections, which are in order. `otherCommandsSize` are the bytes of the load
 * commands that are no segments. What cannot be laid out is reported. The pieces have their addresses then.
 */
export function layOut(sections: readonly OutputSection[], subsections: Subsections, otherCommandsSize: number, report: (diagnostic: Diagnostic) => void): ImageLayout {
  for (const section of sections) placePieces(section, subsections, report);
  const names = ["__TEXT", ...new Set(sections.map(({ segment }) => segment).filter((name) => name !== "__TEXT"))];
  // One more for __LINKEDIT.
  const commandsSize = (names.length + 1) * segmentCommandSize + sections.length * sectionSize + otherCommandsSize;
  const segments: OutputSegment[] = [];
  let address = 0;
  let fileOffset = 0;
  for (const name of names) {
    const own = sections.filter(({ segment }) => segment === name);
    const start = name === "__TEXT" ? firstOfText(own, machHeaderSize + commandsSize) : address;
    const end = placeSections(own, start);
    const backed = own.filter(({ type }) => type !== S_ZEROFILL);
    const fileEnd = backed.reduce((last, section) => Math.max(last, section.address + section.size), name === "__TEXT" ? start : address);
    const fileSize = toPage(fileEnd - address);
    for (const section of backed) section.fileOffset = fileOffset + (section.address - address);
    // The kernel's linker skips segments without memory when it counts sections, so an empty one gets a page.
    const size = Math.max(PAGE_SIZE, toPage(end - address));
    segments.push({ name, sections: own, address, size, fileOffset, fileSize });
    address += size;
    fileOffset += fileSize;
  }
  for (const section of sections) movePieces(section, subsections);
  subsections.followReplacements();
  if (sections.length > MOST_SECTIONS) {
    report(linkError("link-too-many-sections", `the kext has ${sections.length} sections, and symbols tell ${MOST_SECTIONS} apart`, { fix: "put functions and variables into fewer sections" }));
  }
  if (address >= LARGEST_IMAGE) {
    report(linkError("link-too-large", `the kext is ${address} bytes large in memory, and kernel collections take less than ${LARGEST_IMAGE}`, { fix: "allocate large memory when the kext starts" }));
  }
  return { segments, sections, commandsSize, end: address, fileEnd: fileOffset };
}

export function toPage(size: number): number {
  return Math.ceil(size / PAGE_SIZE) * PAGE_SIZE;
}

/** Places pieces counted from the section's start, which is as aligned as the most aligned of them. */
function placePieces(section: OutputSection, { starts, sizes, addresses, outputs, live, replacements }: Subsections, report: (diagnostic: Diagnostic) => void): void {
  let end = 0;
  for (const { section: header, first, count, object } of section.inputs) {
    const unit = 2 ** header.alignment;
    if (header.alignment > LARGEST_ALIGNMENT) {
      report(
        linkError("link-alignment", `'${object.name}': section '${header.segment},${header.name}' wants to be aligned to 2^${header.alignment} bytes`, {
          fix: `the kernel keeps alignments up to a page, 2^${LARGEST_ALIGNMENT}: align less, or allocate aligned memory`,
        }),
      );
    }
    for (let piece = first; piece < first + count; piece += 1) {
      if (live[piece] === 0 || replacements[piece]! >= 0) continue;
      // What a piece's address leaves modulo the alignment stays as the compiler had it.
      const place = end + ((starts[piece]! - end) & (unit - 1));
      addresses[piece] = place;
      outputs[piece] = section.index;
      end = place + sizes[piece]!;
    }
  }
  section.size = end;
}

/** Adds the section's address to those of its pieces. */
function movePieces({ address, inputs }: OutputSection, { addresses }: Subsections): void {
  for (const { first, count } of inputs) {
    for (let piece = first; piece < first + count; piece += 1) if (addresses[piece]! >= 0) addresses[piece]! += address;
  }
}

/** Where the first section goes for the last one to end where its page does. */
function firstOfText(sections: readonly OutputSection[], headerSize: number): number {
  let below = 0;
  for (const { size, alignment } of sections.toReversed()) {
    const unit = 2 ** alignment;
    below = Math.floor((below - size) / unit) * unit;
  }
  below -= headerSize;
  return headerSize + (((below % PAGE_SIZE) + PAGE_SIZE) % PAGE_SIZE);
}

/** Returns where the last section ends. */
function placeSections(sections: readonly OutputSection[], start: number): number {
  let end = start;
  for (const section of sections) {
    const unit = 2 ** section.alignment;
    section.address = Math.ceil(end / unit) * unit;
    end = section.address + section.size;
  }
  return end;
}
