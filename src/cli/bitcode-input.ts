import { soleModule } from "../bitcode/sole-module.js";
import { disassemble } from "../toolchain/disassemble.js";
import { searchPlaces } from "./environment.js";
import type { Reporter } from "./reporter.js";

/** Bitcode as text, and who wrote it. */
export interface DisassembledInput {
  readonly bytes: Buffer;
  readonly producer: string | undefined;
}

/**
 * Has llvm-dis turn the one module of a file into text: of bitcode, or of an object or archive with
 * bitcode in it. What llvm-dis says beside that is reported. Undefined for a file without bitcode.
 */
export async function disassembleInput(bytes: Buffer, reporter: Reporter): Promise<DisassembledInput | undefined> {
  const module = soleModule(bytes);
  if (module === undefined) return undefined;
  const { text, llvmDis, stderr } = await disassemble(module.bitcode, module.writer, searchPlaces());
  const words = stderr.trim();
  if (words !== "") {
    reporter.report({ severity: "warning", code: "llvm-dis", message: `${llvmDis.file} made text of it and said more`, notes: words.split("\n") });
  }
  const whole = Buffer.from(text.buffer, text.byteOffset, text.length);
  return { bytes: withDataLayout(whole, module.dataLayout), producer: module.writer.producer };
}

/**
 * The text with the data layout that is in the bitcode: LLVM 18 and later put their own
 * alignment of i128 into a layout for x86, though the types were made for another.
 */
function withDataLayout(text: Buffer, layout: string | undefined): Buffer {
  // Target lines stand before everything else.
  const [, before, own] = /^([^]*?\btarget datalayout = ")([^"]*)"/.exec(text.toString("latin1", 0, 65536)) ?? [];
  if (layout === undefined || before === undefined || own === undefined || own === layout) return text;
  return Buffer.concat([Buffer.from(before + layout, "latin1"), text.subarray(before.length + own.length)]);
}
