import { objdumpArguments } from "../macho/disassembly.js";
import { FAT_MAGIC, MH_CIGAM_64, MH_MAGIC, MH_MAGIC_64 } from "../macho/layout.js";
import { type Census, checkObject } from "../macho/object-check.js";
import { readMachO } from "../macho/read.js";
import { disassembly } from "../toolchain/disassembly.js";
import { missingTool, type SearchPlaces } from "../toolchain/find.js";
import { rankLlvmTools } from "../toolchain/rank.js";

/**
 * Reads an object and what the newest llvm-objdump here makes of its code.
 *
 * @throws InputError for what is no Mach-O object, or not disassembled whole.
 * @throws ToolError without an llvm-objdump, and when it fails.
 */
export async function takeCensus(object: Uint8Array, places: SearchPlaces): Promise<Census> {
  const read = readMachO(object);
  const [objdump] = await rankLlvmTools("llvm-objdump", places);
  if (objdump === undefined) throw missingTool("llvm-objdump", "read the object's instructions", places);
  const chunks: Uint8Array[] = [];
  for await (const chunk of disassembly(objdump, object, objdumpArguments(read))) chunks.push(chunk);
  return checkObject(read, Buffer.concat(chunks).toString("latin1"));
}

/** Whether a file is Mach-O, of one architecture or several. */
export function isMachO(file: Buffer): boolean {
  if (file.length < 4) return false;
  const magic = file.readUInt32LE();
  return magic === MH_MAGIC_64 || magic === MH_CIGAM_64 || magic === MH_MAGIC || file.readUInt32BE() === FAT_MAGIC;
}
