// The commands that read objects, beside LLVM's programs that read the same ones.

import { spawnSync } from "node:child_process";
import { statSync } from "node:fs";
import { join } from "node:path";
import { compare, run } from "./measure.js";
import { report } from "./report.js";

const lld = "ld64.lld-22";
const objdump = process.env["KEXTIR_LLVM_OBJDUMP"] || "llvm-objdump-22";

/** What linking takes beside LLVM's linker for macOS. */
export async function linking(kextir: readonly string[], object: string, folder: string): Promise<void> {
  if (!isHere(lld)) return;
  const output = join(folder, "linked");
  const witness = [lld, "-arch", "x86_64", "-platform_version", "macos", "10.15", "10.15", "-bundle", "-undefined", "dynamic_lookup"];
  const { a, b } = await compare(
    5,
    () => run([...kextir, "link", object, "-o", output]),
    () => run([...witness, object, "-o", output]),
  );
  console.log(`link on ${sizeOf(object)} beside ld64.lld`);
  report("kextir", a, "ld64.lld", b);
}

/** What disassembling and judging takes beside disassembling alone. */
export async function auditing(kextir: readonly string[], object: string, folder: string): Promise<void> {
  if (!isHere(objdump)) return;
  const output = join(folder, "disassembly");
  const { a, b } = await compare(
    3,
    () => run([...kextir, "audit", object, "--no-config"]),
    // To a file: thrown away, its text would cost less to write than kextir can read it for.
    () => run([objdump, "-d", object], output),
  );
  console.log(`audit on ${sizeOf(object)} beside llvm-objdump -d`);
  report("kextir", a, "objdump", b);
}

function sizeOf(file: string): string {
  return `${(statSync(file).size / 1e6).toFixed(0)} MB`;
}

function isHere(program: string): boolean {
  if (spawnSync(program, ["--version"]).error === undefined) return true;
  console.log(`${program} is not installed: nothing to compare with`);
  return false;
}
