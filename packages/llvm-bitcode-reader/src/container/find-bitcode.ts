// Finds bitcode wherever compilers leave it.

import type { Window } from "../bitstream/cursor.js";
import { isBitcode } from "../bitstream/wrapper.js";
import { archive } from "./archive.js";
import { ByteWindow } from "./byte-window.js";
import { coff } from "./coff.js";
import { elf } from "./elf.js";
import type { ContainerFormat, ContainerPart } from "./format.js";
import { machO, universal } from "./mach-o.js";

/** Bitcode as it stands in a file. */
export interface FoundBitcode {
  /** Its bytes in the file: one bitstream or several behind one another, raw or in a wrapper. */
  readonly window: Required<Window>;
  /** What it is in, outermost first; empty for a file that is bitcode itself. */
  readonly path: readonly ContainerStep[];
  /** Arguments it was compiled with, where the object tells (`.llvmcmd`, `__LLVM,__cmdline`). */
  readonly commandLine: readonly string[] | undefined;
}

/** One container, and the part of it that bitcode was found in. */
export interface ContainerStep {
  readonly kind: ContainerFormat["kind"];
  /** Of the archive's member, the section or the architecture. */
  readonly name: string;
}

const FORMATS: readonly ContainerFormat[] = [archive, elf, machO, universal, coff];

/** What kind of container a file is by its first bytes; undefined where it is none, as bitcode itself. */
export function containerKind(bytes: Uint8Array): ContainerFormat["kind"] | undefined {
  return formatOf(new ByteWindow(bytes, 0, bytes.length, true))?.kind;
}

/**
 * Finds all bitcode in a file: the file itself, or sections of ELF, Mach-O and COFF objects, members
 * of archives and rlibs, slices of universal files, and those in one another. A file of any other
 * kind has none.
 *
 * @throws BitcodeError for a container that is cut short or leads nowhere, and for a thin archive.
 *   The bitcode itself is not read.
 */
export function findBitcode(bytes: Uint8Array): FoundBitcode[] {
  return [...search(new ByteWindow(bytes, 0, bytes.length, true), [])];
}

/** Archives hold universal files which hold archives of objects; deeper than this nobody goes. */
const DEEPEST = 8;

function* search(window: ByteWindow, path: readonly ContainerStep[]): Generator<FoundBitcode> {
  if (holdsBitcode(window)) {
    yield found(window, path, undefined);
    return;
  }
  const format = formatOf(window);
  if (format === undefined) return;
  if (path.length === DEEPEST) throw window.error(`more than ${DEEPEST} containers in one another`, 0);
  if (format === archive || format === universal) {
    for (const { name, window: inner } of format.parts(window)) yield* search(inner, [...path, { kind: format.kind, name }]);
    return;
  }
  const sections = [...format.parts(window)];
  const commandLine = sections.find(({ isCommandLine }) => isCommandLine);
  for (const { name, window: inner } of sections) {
    if (holdsBitcode(inner)) yield found(inner, [...path, { kind: format.kind, name }], commandLine);
  }
}

function formatOf(window: ByteWindow): ContainerFormat | undefined {
  return FORMATS.find((format) => format.recognizes(window));
}

function holdsBitcode({ bytes, start, end }: ByteWindow): boolean {
  return isBitcode(bytes.subarray(start, end));
}

function found({ bytes, start, end }: ByteWindow, path: readonly ContainerStep[], commandLine: ContainerPart | undefined): FoundBitcode {
  return { window: { bytes, start, end }, path, commandLine: commandLine && splitArguments(commandLine.window) };
}

/** Each argument ends in a zero byte. */
function splitArguments(window: ByteWindow): string[] {
  return window.text(0, window.size).split("\0").slice(0, -1);
}
