// Makes object files with the real tools, in a folder of the test's own.

import { execa } from "execa";
import { mkdtempSync, rmSync } from "node:fs";
import { readFile, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { objdumpArguments } from "../../src/macho/disassembly.js";
import { readMachO } from "../../src/macho/read.js";

const clang = process.env["KEXTIR_CLANG"] ?? "clang-22";
const objdump = process.env["KEXTIR_LLVM_OBJDUMP"] ?? "llvm-objdump-22";

const x86Target = "x86_64-apple-macosx10.15";
export const arm64Target = "arm64-apple-macosx11";

export interface ObjectFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

const folder = mkdtempSync(join(tmpdir(), "kextir-macho-"));
process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
let count = 0;

/** Compiles one source; `language` is its file name's ending: `c`, `ll` or `s`. */
export async function compile(
  language: "c" | "ll" | "s",
  source: string,
  flags: readonly string[] = [],
  target: string = x86Target,
): Promise<ObjectFile> {
  count += 1;
  const input = join(folder, `${count}.${language}`);
  const path = join(folder, `${count}.o`);
  await writeFile(input, source);
  await execa(clang, ["-target", target, "-Wno-override-module", ...flags, "-c", input, "-o", path]);
  return { path, bytes: await readFile(path) };
}

export async function disassemble(object: ObjectFile): Promise<string> {
  const { stdout } = await execa(objdump, [...objdumpArguments(readMachO(object.bytes)), object.path]);
  return stdout;
}
