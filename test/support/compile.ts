// Real compilers, as the tests of passes call them.

import { spawnSync } from "node:child_process";

const rustc = process.env["KEXTIR_RUSTC"] ?? "rustc";

/** What a program prints; an Error with what it said when it fails. */
export function tool(command: string, args: readonly string[], input: Buffer | string = ""): string {
  const { stdout, stderr, status, error } = spawnSync(command, args, { input, maxBuffer: 1 << 30 });
  if (error) throw new Error(`${command} cannot be run (make test installs it): ${error.message}`);
  if (status !== 0) throw new Error(`${command} ${args.join(" ")} failed: ${stderr.toString()}`);
  return stdout.toString("latin1");
}

/** The assembly that `clang -mkernel` makes of a module. */
export function kernelAssembly(module: Buffer | string, options: { target?: string; level?: string; major?: number; flags?: readonly string[] } = {}): string {
  const { target = "x86_64-apple-macosx10.15", level = "-O2", major = 22, flags = [] } = options;
  return tool(`clang-${major}`, ["-target", target, "-mkernel", level, ...flags, "-Wno-override-module", "-x", "ir", "-S", "-o", "-", "-"], module);
}

/** The IR text of a Rust crate named `twin`, for this machine. */
export function rustIr(source: string, args: readonly string[] = []): Buffer {
  const all = ["--edition", "2021", "--crate-type", "lib", "--crate-name", "twin", "-C", "codegen-units=1", "--emit", "llvm-ir", ...args, "-o", "-", "-"];
  return Buffer.from(tool(rustc, all, source), "latin1");
}

/** `module` with another triple. */
export function withTriple(module: Buffer, triple: string): Buffer {
  return Buffer.from(module.toString("latin1").replace(/^target triple = ".*"$/m, `target triple = "${triple}"`), "latin1");
}
