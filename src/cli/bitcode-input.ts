import { identifyModule } from "../bitcode/identify.js";
import { disassemble } from "../toolchain/disassemble.js";
import { searchPlaces } from "./environment.js";
import type { Reporter } from "./reporter.js";

/** Bitcode as text, and who wrote it. */
export interface DisassembledInput {
  readonly bytes: Buffer;
  readonly producer: string | undefined;
}

/** Has llvm-dis turn the bitcode of one module into text; what llvm-dis says beside that is reported. */
export async function disassembleInput(bitcode: Buffer, reporter: Reporter): Promise<DisassembledInput> {
  const { producer } = identifyModule(bitcode);
  const { text, llvmDis, stderr } = await disassemble(bitcode, producer, searchPlaces());
  const words = stderr.trim();
  if (words !== "") {
    reporter.report({ severity: "warning", code: "llvm-dis", message: `${llvmDis.file} made text of it and said more`, notes: words.split("\n") });
  }
  return { bytes: Buffer.from(text.buffer, text.byteOffset, text.length), producer };
}
