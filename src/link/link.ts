// Links objects into the binary of a kext: resolve, lay out, relocate, write.

import type { SymbolList } from "../macho/symbol-list.js";
import type { Diagnostic } from "../support/diagnostic.js";
import { liveDataInCode, placeDataInCode } from "./data-in-code.js";
import { stripDead } from "./dead-strip.js";
import { otherCommandsSize, writeImage } from "./image.js";
import { FieldList, fillPointers, type LoadRelocations } from "./image-fields.js";
import { type ImageLayout, layOut } from "./image-layout.js";
import { imageSymbols } from "./image-symbols.js";
import type { LinkInput } from "./input.js";
import { KMOD_INFO, kmodInfoProblems, kmodInfoSymbol } from "./kmod-info.js";
import { throwIfAny } from "./link-error.js";
import { type ImageSymbols, writeLinkedit } from "./linkedit.js";
import { mergeStrings } from "./merge-strings.js";
import { gatherSections, type OutputSection } from "./output-section.js";
import { allocatePointers } from "./pointers.js";
import { relocateObject } from "./relocate.js";
import { type KernelSymbols, placeErrors, resolve, sectionErrors, symbolErrors } from "./resolve.js";
import type { InputSection } from "./subsection.js";
import type { LinkedObject } from "./symbol-table.js";
import { allocateCommons, pointerTable } from "./synthetic.js";

export interface LinkOptions {
  /** Symbols that other kexts may use, as `_name`; all others are hidden. */
  readonly exports: readonly string[];
  /** Leave out what nothing needs. */
  readonly deadStrip: boolean;
  readonly kernel: KernelSymbols;
}

/** A linked kext. */
export interface Link {
  /** The file. */
  readonly image: Buffer;
  readonly layout: ImageLayout;
  readonly objects: readonly LinkedObject[];
  readonly symbols: ImageSymbols;
}

/**
 * Links objects, and those members of archives that are needed, into an
 * MH_KEXT_BUNDLE for x86_64. The same inputs give the same bytes. Throws InputError
 * with everything that is wrong.
 */
export function link(inputs: readonly LinkInput[], options: LinkOptions): Link {
  // Reading a kext's list of symbols from it, the kernel looks for this one.
  const table = resolve(inputs, [KMOD_INFO, ...options.exports]);
  const { objects } = table;
  throwIfAny([...sectionErrors(objects), ...placeErrors(objects)]);
  const problems = table.duplicateErrors();
  const report = (problem: Diagnostic): void => void problems.push(problem);

  mergeStrings(objects);
  const kmodInfo = kmodInfoSymbol(table);
  if (options.deadStrip) stripDead(objects, [...(kmodInfo === undefined ? [] : [kmodInfo]), ...[...table.shared()].filter(({ isExported }) => isExported)]);
  const commons = allocateCommons(table.shared());
  const pointed = allocatePointers(objects);
  const pointers = pointed.length === 0 ? undefined : pointerTable(pointed.length);
  const symbols = imageSymbols(table);
  problems.push(...symbolErrors(table, symbols.undefined, options.kernel));

  const sections = gatherSections(liveSections(objects, pointers, commons));
  const dataInCode = liveDataInCode(objects);
  const layout = layOut(sections, otherCommandsSize(dataInCode.length > 0), report);
  throwIfAny(problems);

  const contents = Buffer.alloc(layout.fileEnd);
  copyContents(sections, contents);
  const relocations: LoadRelocations = { local: new FieldList(), pointers: new FieldList(), branches: new FieldList() };
  const output = pointers?.output;
  const context = {
    image: new DataView(contents.buffer, contents.byteOffset, contents.length),
    pointerTable: output?.address ?? 0,
    result: relocations,
    report,
  };
  for (const object of objects) relocateObject(object, context);
  if (output !== undefined) fillPointers(pointed, output, context);
  problems.push(...kmodInfoProblems(kmodInfo, sections, contents, relocations));
  throwIfAny(problems);

  const tables = writeLinkedit(symbols, relocations, placeDataInCode(dataInCode));
  const image = Buffer.concat([contents, tables.bytes]);
  writeImage(image, layout, tables);
  return { image, layout, objects, symbols };
}

/** The input sections of which something is in the image, in the order in which they come there. */
function* liveSections(objects: readonly LinkedObject[], ...own: readonly (InputSection | undefined)[]): Iterable<InputSection> {
  for (const { object, sections } of objects) {
    for (const section of sections) {
      if (section === undefined) continue;
      // An empty section can still be what a symbol marks.
      const isNeeded = section.section.size > 0n || isMarked(object.macho.symbolList, section.section.index);
      if (isNeeded && section.subsections.some(({ isLive, replacement }) => isLive && replacement === undefined)) yield section;
    }
  }
  for (const section of own) if (section !== undefined) yield section;
}

function isMarked(symbols: SymbolList, section: number): boolean {
  for (let index = 0; index < symbols.length; index += 1) if (symbols.kind(index) === "defined" && symbols.sectionNumber(index) === section) return true;
  return false;
}

function copyContents(sections: readonly OutputSection[], image: Buffer): void {
  for (const { inputs, fileOffset } of sections) {
    for (const { section, subsections } of inputs) {
      if (section.contents === undefined) continue;
      // Most pieces follow one another as they did in the object, and are copied with them.
      for (let first = 0, next; first < subsections.length; first = next) {
        const { start, place } = subsections[first]!;
        let end = start;
        for (next = first; next < subsections.length && subsections[next]!.place === place + (end - start); next += 1) end += subsections[next]!.size;
        if (place >= 0) image.set(section.contents.subarray(start, end), fileOffset + place);
        else next = first + 1;
      }
    }
  }
}
