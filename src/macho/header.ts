import { Cursor } from "./cursor.js";
import type { FileParts } from "./file-parts.js";
import * as layout from "./layout.js";
import { commandName, commandSize, isSingleCommand } from "./load-command.js";
import { MachOError } from "./macho-error.js";
import type { Architecture, LoadCommand, MachO } from "./macho.js";

export type Header = Pick<MachO, "architecture" | "cpuSubtype" | "fileType" | "flags" | "loadCommands">;

/** Reads a file's header and its load commands, without what they point to. */
export function readHeader(file: FileParts): Header {
  const cursor = new Cursor(file.bytes);
  checkMagic(file.bytes);
  cursor.skip(4);
  const architectureField = cursor.offset;
  const architecture = architectureOf(cursor.u32(), architectureField);
  const cpuSubtype = cursor.u32();
  const fileType = cursor.u32();
  const countField = cursor.offset;
  const count = cursor.u32();
  const size = cursor.u32();
  const flags = cursor.u32();
  cursor.skip(4);
  const loadCommands = readLoadCommands(cursor.window(size, "the load commands"), count, countField);
  file.take(0, layout.machHeaderSize + size, "the load commands", countField + 4);
  return { architecture, cpuSubtype, fileType, flags, loadCommands };
}

function checkMagic(file: Uint8Array): void {
  const magic = new Cursor(file).u32();
  if (magic === layout.MH_MAGIC_64) return;
  const reversed = new Cursor(file, 0, false).u32();
  const [what, fix] = otherFormat(magic, reversed);
  throw new MachOError("macho-bad-magic", `not a 64-bit Mach-O file: ${what}`, 0, fix);
}

/** What a file is, by its first four bytes read little- and big-endian, and what to do. */
function otherFormat(little: number, big: number): readonly [string, string?] {
  if (big === 0x7f454c46) return ["it is an ELF file", "give clang a macOS target, as in '-target x86_64-apple-macosx10.15'"];
  if (big === 0x4243c0de || little === 0x0b17c0de) return ["it is LLVM bitcode", "compile without -flto"];
  if (big === layout.FAT_MAGIC || big === layout.FAT_MAGIC_64) return ["it holds several architectures", "take one out with 'lipo -thin'"];
  if (little === layout.MH_MAGIC || big === layout.MH_MAGIC) return ["it is a 32-bit one"];
  if (little === layout.MH_CIGAM_64) return ["it is a big-endian one"];
  return [`it begins with 0x${big.toString(16).padStart(8, "0")}`];
}

function architectureOf(cpuType: number, offset: number): Architecture {
  if (cpuType === layout.CPU_TYPE_X86_64) return "x86_64";
  if (cpuType === layout.CPU_TYPE_ARM64) return "arm64";
  throw new MachOError("macho-bad-cpu", `not for x86_64 or arm64, but for cpu type 0x${cpuType.toString(16)}`, offset);
}

function readLoadCommands(cursor: Cursor, count: number, countField: number): LoadCommand[] {
  if (count * layout.loadCommandSize > cursor.remaining) {
    throw new MachOError("macho-bad-count", `${count} load commands do not fit into ${cursor.remaining} bytes`, countField);
  }
  const loadCommands: LoadCommand[] = [];
  for (let index = 0; index < count; index += 1) {
    const offset = cursor.offset;
    const command = cursor.u32();
    const size = cursor.u32();
    if (size < layout.loadCommandSize || size % layout.loadCommandAlignment !== 0) {
      throw new MachOError("macho-bad-command", `load command ${index} says it is ${size} bytes long`, offset + 4);
    }
    checkKind(loadCommands, command, size, offset);
    const rest = cursor.window(size - layout.loadCommandSize, `load command ${index}`);
    loadCommands.push({ command, offset, body: rest.bytes(rest.remaining) });
  }
  if (cursor.remaining > 0) {
    throw new MachOError("macho-bad-count", `${cursor.remaining} bytes of load commands are left after ${count} of them`, countField);
  }
  return loadCommands;
}

function checkKind(before: readonly LoadCommand[], command: number, size: number, offset: number): void {
  const expected = commandSize(command);
  if (expected !== undefined && size !== expected) {
    throw new MachOError("macho-bad-command", `${commandName(command)} says it is ${size} bytes long, not ${expected}`, offset + 4);
  }
  if (isSingleCommand(command) && before.some((other) => other.command === command)) {
    throw new MachOError("macho-duplicate-command", `there is more than one ${commandName(command)}`, offset);
  }
}
