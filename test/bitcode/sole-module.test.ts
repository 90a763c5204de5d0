import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { isBitcode } from "llvm-bitcode-reader";
import { type SoleModule, soleModule } from "../../src/bitcode/sole-module.js";
import { InputError } from "../../src/support/diagnostic.js";
import { rankLlvmTools, type RankedTool } from "../../src/toolchain/rank.js";

const MODULE = 'define i32 @same(i32 %value) {\n  ret i32 %value\n}\n\n!llvm.ident = !{!0}\n!0 = !{!"a compiler"}\n';

describe("the module in a file", function () {
  this.timeout(20_000);
  let writers: readonly RankedTool[];
  let bitcode: Buffer;

  before(async () => {
    writers = await rankLlvmTools("llvm-as", { path: process.env["PATH"] ?? "", platform: process.platform });
    const [newest] = writers;
    if (!newest) throw new Error("these tests need llvm-as");
    bitcode = assemble(newest.file);
  });

  it("names the LLVM and the compiler that wrote it, for every release here", () => {
    for (const { file } of writers) {
      expect(soleModule(assemble(file))?.writer).to.deep.equal({ producer: `LLVM${releaseOf(file)}`, compilers: ["a compiler"] });
    }
  });

  it("is bitcode as llvm-dis reads it, whatever it was in", () => {
    const folder = mkdtempSync(join(tmpdir(), "kextir-sole-module-"));
    try {
      const object = execFileSync("clang-22", ["-target", "x86_64-apple-macosx10.15", "-fembed-bitcode=all", "-x", "ir", "-c", "-o", "-", "-"], { input: MODULE, stdio: ["pipe", "pipe", "ignore"] });
      writeFileSync(join(folder, "a.o"), object);
      execFileSync("llvm-ar-22", ["rcs", join(folder, "a.a"), join(folder, "a.o")]);
      for (const file of [bitcode, wrap(bitcode), object, readFileSync(join(folder, "a.a"))]) {
        const { bitcode: found, writer } = soleModule(file)!;
        expect(isBitcode(found)).to.equal(true);
        expect(writer.compilers[0]).to.equal("a compiler");
        expect(execFileSync("llvm-dis-22", ["-o", "-", "-"], { input: found, encoding: "utf8" })).to.include("define i32 @same(i32 %value)");
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("is undefined for a file without bitcode", () => {
    for (const bytes of [Buffer.from(MODULE), new Uint8Array(), Buffer.from("!<arch>\n")]) expect(soleModule(bytes)).to.equal(undefined);
  });

  it("is refused where there are several, or none", () => {
    const twice = Buffer.concat([bitcode, bitcode, Buffer.alloc(4)]);
    expect(() => soleModule(twice)).to.throw(InputError, "the file holds 2 modules of bitcode, and kextir works on one");
    expect(() => soleModule(Buffer.from("!<thin>\n"))).to.throw(InputError, "a thin archive holds the names of its members, not the members");
    expect(() => soleModule(bitcode.subarray(0, 4))).to.throw(InputError, "malformed bitcode: it holds no module");
  });

  it("ends in an error, with its place, wherever the file is cut off", () => {
    for (let length = 4; length < bitcode.length; length++) {
      const { error } = attempt(bitcode.subarray(0, length));
      if (error) expect(Number(/at bit (\d+),/.exec(error.message)?.[1] ?? 0)).to.be.within(0, length * 8);
    }
    expect(attempt(bitcode).module).not.to.equal(undefined);
  });

  it("ends in an error, or reads, whatever bytes are changed", () => {
    const wrapped = wrap(bitcode);
    const change = fc.record({ at: fc.nat(63), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.boolean(), fc.array(change, { minLength: 1, maxLength: 6 }), (inWrapper, changes) => {
        const changed = Buffer.from(inWrapper ? wrapped : bitcode);
        for (const { at, byte } of changes) changed[at] = byte;
        attempt(changed);
      }),
      { numRuns: 2000 },
    );
  });
});

function assemble(llvmAs: string): Buffer {
  return execFileSync(llvmAs, ["-o", "-", "-"], { input: MODULE });
}

function releaseOf(tool: string): string {
  return /LLVM version (\S+)/.exec(execFileSync(tool, ["--version"], { encoding: "utf8" }))?.[1] ?? "";
}

function wrap(bitcode: Buffer): Buffer {
  const header = Buffer.alloc(20);
  for (const [index, word] of [0x0b17c0de, 0, 20, bitcode.length, 0x01000007].entries()) header.writeUInt32LE(word, index * 4);
  return Buffer.concat([header, bitcode, Buffer.alloc(12)]);
}

interface Attempt {
  readonly module?: SoleModule | undefined;
  readonly error?: InputError;
}

// Any other error than the typed one fails the test.
function attempt(bytes: Uint8Array): Attempt {
  try {
    return { module: soleModule(bytes) };
  } catch (error) {
    if (error instanceof InputError) return { error };
    throw error;
  }
}
