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
  return { bytes: Buffer.from(text.buffer, text.byteOffset, text.length), producer: module.writer.producer };
}
