// The pipeline linux, on real Rust, to the object of a Linux kernel module. The commands are those of docs/linux.md.

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";
import { kextir } from "./cli/kextir.js";
import { llvmAs } from "./support/llvm.js";

const source = fileURLToPath(new URL("../../examples/hello-kext/src/lib.rs", import.meta.url));

describe("the pipeline linux", () => {
  const folder = mkdtempSync(join(tmpdir(), "kextir-linux-"));
  const [ir, made, object] = ["main.ll", "main.linux.ll", "main.o"].map((name) => join(folder, name)) as [string, string, string];
  after(() => rmSync(folder, { recursive: true, force: true }));

  before(() => {
    run(process.env["KEXTIR_RUSTC"] ?? "rustc", "--target=x86_64-unknown-linux-gnu", "--edition=2021", "--crate-type=staticlib", "--crate-name=hello", "-O", "-Clto=fat", "-Ccodegen-units=1", "-Cpanic=abort", "-Crelocation-model=static", "--out-dir", folder, `--emit=link,llvm-ir=${ir}`, source);
    expect(kextir(["run", ir, "--pipeline=linux", "-o", made])).to.deep.include({ code: 0, stderr: "" });
    run(process.env["KEXTIR_CLANG"] ?? "clang-22", "-target", "x86_64-unknown-linux-gnu", "-mcmodel=kernel", "-fno-pic", "-O2", "-Wno-override-module", "-x", "ir", "-c", made, "-o", object);
  });

  it("keeps the module ELF's, with the kernel's code model", () => {
    const text = kextir(["run", made, "--passes="]).text;
    expect(text).to.include('target triple = "x86_64-unknown-linux-gnu"').and.match(/!"Code Model", i32 2}/);
    expect(text).not.to.match(/!"PI[CE] Level"/);
    expect(llvmAs(text, 22)).to.deep.equal({ accepted: true, stderr: "" });
  });

  it("is done when it has run once", () => {
    expect(kextir(["diff", made, "--pipeline=linux"])).to.include({ code: 0, text: "" });
  });

  it("leaves _printk to the kernel, and what C leaves to it", () => {
    const symbols = run(process.env["KEXTIR_LLVM_NM"] ?? "llvm-nm-22", "-u", object).split(/\s+/).filter((word) => word.length > 1);
    expect(symbols).to.deep.equal(["_printk", "memcpy"]);
  });

  it("has addresses of 32 bits with a sign, and no table of addresses", () => {
    const all = run(process.env["KEXTIR_LLVM_READOBJ"] ?? "llvm-readobj-22", "-r", object);
    // Debug info, which core brings, has offsets of its own.
    const relocations = all.split(/^(?= *Section )/m).filter((section) => !/^ *Section .*\.debug_/.test(section)).join("");
    expect(relocations).to.match(/R_X86_64_32S \.L/).and.match(/R_X86_64_PLT32 _printk/);
    const kinds = new Set([...relocations.matchAll(/R_X86_64_\w+/g)].map(([type]) => type));
    expect([...kinds].sort()).to.deep.equal(["R_X86_64_32S", "R_X86_64_64", "R_X86_64_PLT32"]);
  });

  it("has no red zone and no vector instruction", () => {
    const code = run(process.env["KEXTIR_LLVM_OBJDUMP"] ?? "llvm-objdump-22", "-d", "--no-show-raw-insn", object);
    expect(code).not.to.match(/%[xyz]mm|%st\b/);
    const scramble = /<scramble>:\n([^]*?)\n\n/.exec(code)![1]!;
    expect(scramble).to.match(/subq\s+\$(?:0x)?[0-9a-f]+, %rsp/);
    expect(scramble).not.to.match(/-0x[0-9a-f]+\(%rsp/);
  });

  function run(program: string, ...args: readonly string[]): string {
    const { status, stdout, stderr } = spawnSync(program, args, { encoding: "utf8", maxBuffer: 1 << 28 });
    expect(status, `${program} ${args.join(" ")}\n${stderr}`).to.equal(0);
    return stdout;
  }
});
