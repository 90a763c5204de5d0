import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { expect } from "chai";
import { describeBinary } from "../../src/bitcode/describe-binary.js";
import { rankLlvmTools } from "../../src/toolchain/rank.js";

describe("describing a binary", function () {
  this.timeout(10_000);

  it("names what compilers make", async () => {
    const [clang] = await rankLlvmTools("clang", { path: process.env["PATH"] ?? "", platform: process.platform });
    if (!clang) throw new Error("this test needs a clang");
    const compile = (...args: string[]): Buffer =>
      execFileSync(clang.file, [...args, "-x", "c", "-c", "-o", "-", "-"], { input: "int value;\n" });
    expect(describeBinary(compile("-target", "x86_64-unknown-linux-gnu"))).to.equal("an ELF object");
    expect(describeBinary(compile("-target", "x86_64-apple-macosx10.15"))).to.equal("a Mach-O object");
    expect(describeBinary(compile("-target", "x86_64-unknown-linux-gnu", "-emit-llvm"))).to.equal("LLVM bitcode");
  });

  it("names other files by their first bytes", () => {
    expect(describeBinary(readFileSync(process.execPath).subarray(0, 64))).to.match(/^an? .*program/);
    expect(describeBinary(gzipSync("text"))).to.equal("gzip-compressed data");
    expect(describeBinary(Buffer.from("\x89PNG\r\n\x1a\n", "latin1"))).to.equal("a PNG image");
    expect(describeBinary(Buffer.from("!<arch>\n"))).to.equal("an archive of objects (an .a or .rlib file)");
    expect(describeBinary(Buffer.from("rust\0\0\0\x09"))).to.equal("Rust crate metadata (an .rmeta file)");
    expect(describeBinary(Buffer.from([0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 52]))).to.equal("a Java class");
    expect(describeBinary(Buffer.from([0xca, 0xfe, 0xba, 0xbe, 0, 0, 0, 2]))).to.equal("a universal Mach-O file");
    const tar = Buffer.alloc(512);
    tar.write("ustar", 257);
    expect(describeBinary(tar)).to.equal("a tar archive");
  });

  it("takes no text for a binary", () => {
    for (const text of ["", "; ModuleID = 'x'\n", "define void @f() {\n", "MZ = 1\n", "BC", "rust", "GIF", "BZh"]) {
      expect(describeBinary(Buffer.from(text)), text).to.equal(undefined);
    }
  });
});
