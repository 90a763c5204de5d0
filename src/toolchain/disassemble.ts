import { identifyBitcode, producerMajor } from "../bitcode/identify.js";
import { InputError } from "../support/diagnostic.js";
import type { LlvmTool } from "./find.js";
import { installCommand, type Installer } from "./install.js";
import { runTool, type ToolOutput } from "./run.js";
import { ToolError } from "./tool-error.js";

export interface DisassembleOptions {
  /** The llvm-dis programs that are here. */
  readonly llvmDis: readonly LlvmTool[];
  readonly installer: Installer;
  readonly signal?: AbortSignal;
}

export interface Disassembly {
  /** The module as text. */
  readonly text: Uint8Array;
  readonly llvmDis: LlvmTool;
  /** What llvm-dis said although it did its work. */
  readonly stderr: string;
}

/**
 * Turns one module of bitcode, raw or in a wrapper, into text, with an llvm-dis of
 * the LLVM release that wrote it or else a newer one.
 *
 * @throws InputError when the bitcode is malformed, holds several modules, or no
 *   llvm-dis here can be expected to read it.
 * @throws ToolError when each that could be expected to read it refused.
 */
export async function disassemble(bitcode: Uint8Array, options: DisassembleOptions): Promise<Disassembly> {
  const producer = onlyModule(bitcode);
  const readers = readersOf(producer, options.llvmDis);
  if (readers.length === 0) throw noReader(producer, options);
  let refusal: ToolError | undefined;
  for (const llvmDis of readers) {
    try {
      const { stdout, stderr } = await run(llvmDis, bitcode, producer, options.signal);
      return { text: stdout, llvmDis, stderr };
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
 * refuses. For a producer that names no release (Apple's), all, newest first.
 */
export function readersOf(producer: string | undefined, llvmDis: readonly LlvmTool[]): readonly LlvmTool[] {
  const writer = producerMajor(producer);
  const majorOf = (tool: LlvmTool): number => tool.version.major ?? 0;
  const newestFirst = [...llvmDis].sort((a, b) => majorOf(b) - majorOf(a));
  if (writer === undefined) return newestFirst;
  return [
    ...newestFirst.filter((tool) => majorOf(tool) === writer),
    ...newestFirst.filter((tool) => majorOf(tool) > writer),
  ];
}

function onlyModule(bitcode: Uint8Array): string | undefined {
  const { modules } = identifyBitcode(bitcode);
  if (modules.length > 1) {
    throw new InputError({
      severity: "error",
      code: "several-modules",
      message: `this bitcode file holds ${modules.length} modules, and kextir works on one`,
      fix: "join them with llvm-link, or take one out with llvm-modextract",
    });
  }
  return modules[0]?.producer;
}

function run(llvmDis: LlvmTool, bitcode: Uint8Array, producer: string | undefined, signal?: AbortSignal): Promise<ToolOutput> {
  return runTool(llvmDis.file, ["-o", "-", "-"], {
    wanted: `turn bitcode that ${producer ?? "an unnamed producer"} wrote into text`,
    input: bitcode,
    signal,
  });
}

function noReader(producer: string | undefined, { llvmDis, installer }: DisassembleOptions): InputError {
  const writer = producerMajor(producer);
  const here =
    llvmDis.length === 0
      ? "no llvm-dis is installed"
      : `installed: ${llvmDis.map(({ file, version }) => `${file} (LLVM ${version.number})`).join(", ")}`;
  return new InputError({
    severity: "error",
    code: "no-llvm-dis",
    message: `no llvm-dis here can read this bitcode, which ${producer ?? "an unnamed producer"} wrote`,
    notes: [here],
    fix: `${installCommand("llvm", installer, writer)}, or give kextir text: rustc --emit=llvm-ir`,
  });
}
