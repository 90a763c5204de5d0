import { InputError } from "../support/diagnostic.js";
import type { SearchPlaces } from "./find.js";
import { installCommand, installerOf } from "./install.js";
import { rankLlvmTools, type RankedTool } from "./rank.js";
import { runTool, type ToolOutput } from "./run.js";
import { ToolError } from "./tool-error.js";
import { producerMajor } from "./version.js";

/** What wrote bitcode, as far as it says. */
export interface BitcodeWriter {
  /** As in `LLVM22.1.2-rust-1.95.0-stable`. */
  readonly producer: string | undefined;
  /** Their own names for themselves, as in `rustc version 1.95.0 (59807616e 2026-04-14)`. */
  readonly compilers: readonly string[];
}

export interface Disassembly {
  /** The module as text. */
  readonly text: Uint8Array;
  /** The llvm-dis that made it. */
  readonly llvmDis: RankedTool;
  /** What llvm-dis said although it did its work. */
  readonly stderr: string;
}

/**
 * Turns one module of bitcode, raw or in a wrapper, into text, with an llvm-dis of
 * the LLVM release that wrote it or else a newer one.
 *
 * @throws InputError when no llvm-dis here can be expected to read it.
 * @throws ToolError when each that could be expected to read it refused.
 */
export async function disassemble(
  bitcode: Uint8Array,
  writer: BitcodeWriter,
  places: SearchPlaces,
  signal?: AbortSignal,
): Promise<Disassembly> {
  const llvmDis = await rankLlvmTools("llvm-dis", places);
  const readers = readersOf(writer.producer, llvmDis);
  if (readers.length === 0) throw noReader(writer, llvmDis, places);
  let refusal: ToolError | undefined;
  for (const reader of readers) {
    try {
      const { stdout, stderr } = await run(reader, bitcode, writer, signal);
      return { text: stdout, llvmDis: reader, stderr };
    } catch (error) {
      if (!(error instanceof ToolError)) throw error;
      refusal ??= error;
    }
  }
  throw refusal;
}

/**
 * The llvm-dis programs that may read what a producer wrote, best first: of its own
 * LLVM release, then newer ones, newest first. An older one never: at best it
 * refuses. For a producer that names no release (Apple's), all of them.
 *
 * @param newestFirst as `rankLlvmTools` gives them.
 */
export function readersOf(producer: string | undefined, newestFirst: readonly RankedTool[]): readonly RankedTool[] {
  const writer = producerMajor(producer);
  if (writer === undefined) return newestFirst;
  return [
    ...newestFirst.filter(({ major }) => major === writer),
    ...newestFirst.filter(({ major }) => major > writer),
  ];
}

function run(reader: RankedTool, bitcode: Uint8Array, writer: BitcodeWriter, signal?: AbortSignal): Promise<ToolOutput> {
  return runTool(reader.file, ["-o", "-", "-"], {
    wanted: `turn bitcode written by ${nameOf(writer)} into text`,
    input: bitcode,
    signal,
  });
}

function nameOf({ producer, compilers }: BitcodeWriter): string {
  return [...compilers, ...(producer === undefined ? [] : [producer])].join(", ") || "a compiler that left no name";
}

function noReader(writer: BitcodeWriter, llvmDis: readonly RankedTool[], places: SearchPlaces): InputError {
  const major = producerMajor(writer.producer);
  const here = llvmDis.map(({ file, major: own }) => `${file} (LLVM ${own})`).join(", ");
  return new InputError({
    severity: "error",
    code: "no-llvm-dis",
    message: "no llvm-dis here can read this bitcode",
    notes: [
      `produced by ${nameOf(writer)}`,
      `readable by ${major === undefined ? "an llvm-dis as new as that" : `llvm-dis of LLVM ${major} or newer`}`,
      `installed here: ${here || "no llvm-dis"}`,
    ],
    fix: `${installCommand("llvm", installerOf(places), major)}, or give kextir text: ${textCommand(writer)}`,
  });
}

function textCommand({ compilers }: BitcodeWriter): string {
  return compilers.some((compiler) => /\bclang version\b/.test(compiler)) ? "clang -S -emit-llvm" : "rustc --emit=llvm-ir";
}
