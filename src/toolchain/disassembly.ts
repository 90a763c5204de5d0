import type { LlvmTool } from "./find.js";
import { streamTool } from "./run.js";

/**
 * Runs llvm-objdump on an object and gives its text in chunks.
 *
 * @param args what to show, as in `["--disassemble", "--no-show-raw-insn"]`.
 * @throws ToolError when llvm-objdump fails, which may be after text was given.
 */
export function disassembly(
  objdump: Pick<LlvmTool, "file">,
  object: Uint8Array,
  args: readonly string[],
  signal?: AbortSignal,
): AsyncGenerator<Uint8Array, string, undefined> {
  return streamTool(objdump.file, [...args, "-"], { wanted: "disassemble the object", input: object, spoolsOutput: true, signal });
}
