// Links objects into the binary of a kext: resolve, lay out, relocate, write.

import type { SymbolList } from "../macho/symbol-list.js";
import type { Diagnostic } from "../support/diagnostic.js";
import { missingSections, placeBoundaries } from "./boundary.js";
import { copyBytes } from "./byte-strings.js";
import { hasDataInCode, placedDataInCode } from "./data-in-code.js";
import { stripDead } from "./dead-strip.js";
import { otherCommandsSize, writeImage } from "./image.js";
import { FieldList, type LoadRelocations } from "./image-fields.js";
import { type ImageLayout, layOut } from "./image-layout.js";
import { type ImageSymbols, imageSymbols } from "./image-symbols.js";
import type { LinkInput } from "./input.js";
import { findKmodInfo, KMOD_INFO, kmodInfoProblems } from "./kmod-info.js";
import { throwIfAny } from "./link-error.js";
import { layOutLinkedit, writeLinkedit } from "./linkedit.js";
import { mergeStrings } from "./merge-strings.js";
import { nameTable } from "./name-table.js";
import { gatherSections, type OutputSection } from "./output-section.js";
import { allocatePointers } from "./pointers.js";
import { relocate } from "./relocate.js";
import { resolve } from "./resolve.js";
import { sectionErrors } from "./section-errors.js";
import { DefinitionKind } from "./shared-symbols.js";
import type { InputSection, Subsections } from "./subsections.js";
import { duplicateErrors, type KernelSymbols, placeErrors, symbolErrors } from "./symbol-errors.js";
import type { SymbolTable } from "./symbol-table.js";
import { allocateCommons } from "./synthetic.js";

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
  /** The objects that it was linked from, and what became of their pieces and symbols. */
  readonly table: SymbolTable;
  readonly symbols: ImageSymbols;
}

/**
 * Links objects, and those members of archives that are needed, into an
 * MH_KEXT_BUNDLE for x86_64. The same inputs give the same bytes. Throws InputError
 * with everything that is wrong.
 */
export function link(inputs: readonly LinkInput[], options: LinkOptions): Link {
  // Reading a kext's list of symbols from it, the kernel looks for this one.
  const table = resolve(inputs, [KMOD_INFO, ...options.exports], options.deadStrip);
  const { objects, subsections } = table;
  throwIfAny([...sectionErrors(objects), ...placeErrors(table)]);
  const problems = duplicateErrors(table);
  const report = (problem: Diagnostic): void => void problems.push(problem);

  mergeStrings(subsections);
  const kmodInfo = findKmodInfo(table);
  if (options.deadStrip) stripDead(table, [...(kmodInfo === undefined ? [] : [kmodInfo.piece]), ...exportedPieces(table)]);
  const commons = allocateCommons(table);
  const pointers = allocatePointers(table);
  const symbols = imageSymbols(table);
  problems.push(...symbolErrors(table, symbols.undefined, options.kernel));

  const live = [...liveSections(table), ...[pointers.section, commons].filter((section) => section !== undefined)];
  const sections = gatherSections([...live, ...missingSections(table, live)]);
  const layout = layOut(sections, subsections, otherCommandsSize(hasDataInCode(table)), report);
  placeBoundaries(table, layout);
  throwIfAny(problems);

  const names = nameTable(symbols, table);
  const dataInCode = placedDataInCode(table);
  const counts = { dataInCode: dataInCode.length / 2, symbols: names.offsets.length, strings: names.bytes.length };
  const most = sections.reduce((sum, { inputs }) => sum + inputs.reduce((own, { section }) => own + section.relocationTable.length, 0), pointers.symbols.length);
  // Each relocation leaves one for the kernel's linker at most. Memory that is never written to is never taken.
  const memory = Buffer.alloc(layout.fileEnd + layOutLinkedit({ ...counts, local: most, external: most }).size);
  copyContents(sections, subsections, memory);
  const relocations: LoadRelocations = { local: new FieldList(most), pointers: new FieldList(most), branches: new FieldList(most) };
  relocate(table, sections, pointers, {
    image: new DataView(memory.buffer, memory.byteOffset, memory.length),
    result: relocations,
    report,
  });
  problems.push(...kmodInfoProblems(kmodInfo, subsections, sections, memory, relocations));
  throwIfAny(problems);

  const tables = layOutLinkedit({ ...counts, local: relocations.local.length, external: relocations.pointers.length + relocations.branches.length });
  const image = memory.subarray(0, layout.fileEnd + tables.size);
  writeLinkedit(image.subarray(layout.fileEnd), tables, { table, symbols, names, relocations, dataInCode });
  writeImage(image, layout, tables, symbols);
  return { image, layout, table, symbols };
}

function exportedPieces({ shared }: SymbolTable): number[] {
  const pieces: number[] = [];
  for (let symbol = 0; symbol < shared.length; symbol += 1) {
    if (shared.exported[symbol] === 1 && shared.kinds[symbol] === DefinitionKind.Placed) pieces.push(shared.pieces[symbol]!);
  }
  return pieces;
}

/** The input sections of which something is in the image, in the order in which they come there. */
function* liveSections({ objects, subsections }: SymbolTable): Iterable<InputSection> {
  for (const { object, sections } of objects) {
    for (const section of sections) {
      if (section === undefined) continue;
      // An empty section can still be what a symbol marks.
      const isNeeded = section.size > 0 || isMarked(object.macho.symbolList, section.section.index);
      if (isNeeded && hasPlaced(section, subsections)) yield section;
    }
  }
}

function isMarked(symbols: SymbolList, section: number): boolean {
  for (let index = 0; index < symbols.length; index += 1) if (symbols.kind(index) === "defined" && symbols.sectionNumber(index) === section) return true;
  return false;
}

function hasPlaced({ first, count }: InputSection, subsections: Subsections): boolean {
  for (let piece = first; piece < first + count; piece += 1) if (subsections.isPlaced(piece)) return true;
  return false;
}

function copyContents(sections: readonly OutputSection[], subsections: Subsections, image: Buffer): void {
  const { starts, sizes, addresses } = subsections;
  for (const { inputs, fileOffset, address } of sections) {
    for (const { section: { contents }, first, count } of inputs) {
      if (contents === undefined) continue;
      // Most pieces follow one another as they did in the object, and are copied with them.
      for (let piece = first, next; piece < first + count; piece = next) {
        const start = starts[piece]!;
        const place = addresses[piece]!;
        let end = start;
        for (next = piece; next < first + count && subsections.isPlaced(next) && addresses[next] === place + (end - start); next += 1) end += sizes[next]!;
        if (next === piece) next += 1;
        else copyBytes(contents, start, end, image, fileOffset + (place - address));
      }
    }
  }
}
