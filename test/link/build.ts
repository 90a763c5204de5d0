// What the linker's tests need: objects from real compilers, and the loader that runs a kext here.

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import type { LinkInput } from "../../src/link/input.js";
import { type Link, link, type LinkOptions } from "../../src/link/link.js";
import type { KernelSymbols } from "../../src/link/symbol-errors.js";
import { InputError } from "../../src/support/diagnostic.js";
import { structureProblems } from "./structure.js";

const TARGET = ["-target", "x86_64-apple-macosx10.15"];

/** kmod_info in assembly; start and stop are `_start` and `_stop`. */
export const KMOD_INFO = `.section __DATA,__data
.globl _kmod_info
.p2align 2
_kmod_info: .quad 0
.long 1, -1
.asciz "org.example.test"
.space 47
.asciz "1.0.0"
.space 58
.long -1
.quad 0, 0, 0, 0
.quad _start, _stop
`;

/** A kext that does nothing, in assembly. */
export const EMPTY_KEXT = `.text
_start: xorl %eax, %eax
retq
_stop: xorl %eax, %eax
retq
${KMOD_INFO}.subsections_via_symbols
`;

/** Runs a tool and gives back what it printed. */
export function run(program: string, args: readonly string[], input = ""): string {
  const { status, stdout, stderr } = spawnSync(program, args, { input, maxBuffer: 1 << 28 });
  expect(status, `${program} ${args.join(" ")}\n${stderr}`).to.equal(0);
  return String(stdout);
}

/** A folder for one group of tests. */
export class Workshop {
  private readonly folder = mkdtempSync(join(tmpdir(), "kextir-link-"));
  private builtLoader: string | undefined;

  close(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  path(name: string): string {
    return join(this.folder, name);
  }

  assemble(name: string, source: string): LinkInput {
    run("clang-22", [...TARGET, "-c", "-x", "assembler", "-", "-o", this.path(name)], source);
    return this.read(name);
  }

  compile(name: string, source: string, ...args: readonly string[]): LinkInput {
    run("clang-22", [...TARGET, "-mkernel", "-ffreestanding", "-O1", ...args, "-c", "-x", "c", "-", "-o", this.path(name)], source);
    return this.read(name);
  }

  archive(name: string, format: "bsd" | "gnu" | "darwin", members: readonly LinkInput[]): LinkInput {
    for (const member of members) writeFileSync(this.path(member.name), member.bytes);
    run("llvm-ar-22", [`--format=${format}`, "rcs", this.path(name), ...members.map((member) => this.path(member.name))]);
    return this.read(name);
  }

  write(name: string, bytes: Uint8Array): string {
    writeFileSync(this.path(name), bytes);
    return this.path(name);
  }

  /** Loads and runs a kext, and calls functions of it between start and stop. Gives what it printed. */
  load({ image }: Link, ...symbols: readonly string[]): string {
    return run(this.loader(), [this.write("kext", image), ...symbols]);
  }

  /** The path of the loader. */
  loader(): string {
    return (this.builtLoader ??= this.buildLoader());
  }

  private read(name: string): LinkInput {
    return { name, bytes: readFileSync(this.path(name)) };
  }

  private buildLoader(): string {
    const source = fileURLToPath(new URL("../../../test/link/loader.c", import.meta.url));
    run("clang-22", ["-O1", "-w", source, "-o", this.path("loader")]);
    return this.path("loader");
  }
}

/** A kernel that has all symbols and minds none. */
export const ANY_KERNEL: KernelSymbols = { judgeUndefined: () => undefined, judgeExport: () => undefined };

/** Links, and judges the structure of what comes out. */
export function linked(inputs: readonly LinkInput[], options: Partial<LinkOptions> = {}): Link {
  const kext = link(inputs, { exports: [], deadStrip: false, kernel: ANY_KERNEL, ...options });
  expect(structureProblems(kext.image)).to.deep.equal([]);
  return kext;
}

/** The codes and messages of what is wrong with a link, in order. */
export function problems(inputs: readonly LinkInput[], options: Partial<LinkOptions> = {}): string[] {
  try {
    linked(inputs, options);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.diagnostics.map(({ code, message, notes }) => [`${code}: ${message}`, ...(notes ?? [])].join("; "));
  }
  return [];
}
