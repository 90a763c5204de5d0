import { InputError } from "../support/diagnostic.js";
import type { SearchPlaces } from "./find.js";
import { installCommand, installerOf } from "./install.js";
import { rankLlvmTools, type RankedTool } from "./rank.js";
import { runTool, type ToolOutput } from "./run.js";
import { ToolError } from "./tool-error.js";
import { producerMajor } from "./version.js";

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
 * @param producer what wrote it, as the bitcode's IDENTIFICATION_BLOCK says.
 * @throws InputError when no llvm-dis here can be expected to read it.
 * @throws ToolError when each that could be expected to read it refused.
 */
export async function disassemble(
  bitcode: Uint8Array,
  producer: string | undefined,
  places: SearchPlaces,
  signal?: AbortSignal,
): Promise<Disassembly> {
  const llvmDis = await rankLlvmTools("llvm-dis", places);
  const readers = readersOf(producer, llvmDis);
  if (readers.length === 0) throw noReader(producer, llvmDis, places);
  let refusal: ToolError | undefined;
  for (const reader of readers) {
    try {
      const { stdout, stderr } = await run(reader, bitcode, producer, signal);
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

function run(reader: RankedTool, bitcode: Uint8Array, producer: string | undefined, signal?: AbortSignal): Promise<ToolOutput> {
  return runTool(reader.file, ["-o", "-", "-"], {
    wanted: `turn bitcode written by ${producer ?? UNNAMED} into text`,
    input: bitcode,
    signal,
  });
}

const UNNAMED = "a compiler that left no name";

function noReader(producer: string | undefined, llvmDis: readonly RankedTool[], places: SearchPlaces): InputError {
  const here = llvmDis.map(({ file, major }) => `${file} (LLVM ${major})`).join(", ");
  return new InputError({
    severity: "error",
    code: "no-llvm-dis",
    message: `no llvm-dis here can read this bitcode, written by ${producer ?? UNNAMED}`,
    notes: [here === "" ? "no llvm-dis is installed" : `installed are ${here}`],
    fix: `${installCommand("llvm", installerOf(places), producerMajor(producer))}, or give kextir text: rustc --emit=llvm-ir`,
  });
}
