import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import fc from "fast-check";
import { isBitcode } from "llvm-bitcode-reader";
import { identifyBitcode, identifyModule } from "../../src/bitcode/identify.js";
import { InputError } from "../../src/support/diagnostic.js";
import { rankLlvmTools, type RankedTool } from "../../src/toolchain/rank.js";

const MODULE = "define i32 @same(i32 %value) {\n  ret i32 %value\n}\n";

describe("identifying bitcode", function () {
  this.timeout(20_000);
  let writers: readonly RankedTool[];
  let bitcode: Buffer;
  let release: string;

  before(async () => {
    writers = await rankLlvmTools("llvm-as", { path: process.env["PATH"] ?? "", platform: process.platform });
    const [newest] = writers;
    if (!newest) throw new Error("these tests need llvm-as");
    bitcode = assemble(newest.file);
    release = releaseOf(newest.file);
  });

  it("names the LLVM that wrote it, for every release here", () => {
    for (const { file } of writers) {
      const written = assemble(file);
      const { container, offset, size, modules } = identifyBitcode(written);
      expect({ container, offset, size }).to.deep.equal({ container: "raw", offset: 0, size: written.length });
      expect(modules).to.have.length(1);
      expect(modules[0]).to.include({ producer: `LLVM${releaseOf(file)}`, epoch: 0 });
      expect(identifyModule(written)).to.deep.equal(modules[0]);
    }
  });

  it("names the rustc that wrote it", () => {
    const folder = mkdtempSync(join(tmpdir(), "kextir-identify-"));
    try {
      writeFileSync(join(folder, "lib.rs"), "#![no_std]\npub fn same(value: i32) -> i32 { value }\n");
      execFileSync("rustc", ["--crate-type=lib", "--emit=llvm-bc", "--out-dir", folder, join(folder, "lib.rs")]);
      const { modules } = identifyBitcode(readFileSync(join(folder, "lib.bc")));
      const llvm = /LLVM version: (.*)/.exec(execFileSync("rustc", ["-vV"], { encoding: "utf8" }))?.[1] ?? "";
      expect(modules[0]?.producer).to.match(new RegExp(`^LLVM${llvm.replaceAll(".", "\\.")}`));
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("looks into a wrapper", () => {
    const { container, offset, size, modules } = identifyBitcode(wrap(bitcode));
    expect({ container, offset, size }).to.deep.equal({ container: "wrapper", offset: 20, size: bitcode.length });
    expect(modules[0]?.producer).to.equal(`LLVM${release}`);
  });

  it("finds every module, also with padding behind the last", () => {
    const twice = Buffer.concat([bitcode, bitcode, Buffer.alloc(4)]);
    const { modules } = identifyBitcode(twice);
    expect(modules.map(({ producer }) => producer)).to.deep.equal([`LLVM${release}`, `LLVM${release}`]);
    expect(() => identifyModule(twice)).to.throw(InputError, "this bitcode file holds 2 modules, and kextir works on one");
    expect(modules[1]?.offset).to.equal((modules[0]?.offset ?? 0) + bitcode.length);
  });

  it("takes bitcode without an IDENTIFICATION_BLOCK, as LLVM wrote it before 3.8", () => {
    // Behind the magic comes the identification block: two words of header, the
    // second its length in words.
    const behind = 4 + 8 + 4 * bitcode.readUInt32LE(8);
    const old = Buffer.concat([bitcode.subarray(0, 4), bitcode.subarray(behind)]);
    expect(identifyBitcode(old).modules).to.deep.equal([{ producer: undefined, epoch: undefined, offset: 4 }]);
  });

  it("knows bitcode by its first bytes", () => {
    expect(isBitcode(bitcode)).to.equal(true);
    expect(isBitcode(wrap(bitcode))).to.equal(true);
    expect(isBitcode(Buffer.from(MODULE))).to.equal(false);
    expect(isBitcode(new Uint8Array())).to.equal(false);
    expect(() => identifyBitcode(Buffer.from(MODULE))).to.throw(InputError, "this is not LLVM bitcode");
  });

  it("ends in an error, with its place, wherever the file is cut off", () => {
    const start = identifyBitcode(bitcode).modules[0]?.offset ?? 0;
    const end = start + 8 + 4 * bitcode.readUInt32LE(start + 4);
    for (let length = 4; length < bitcode.length; length++) {
      const { modules, error } = attempt(bitcode.subarray(0, length));
      if (length < end) expect(modules).to.equal(undefined);
      if (error) expect(Number(/at bit (\d+),/.exec(error.message)?.[1])).to.be.within(0, length * 8);
    }
    expect(attempt(bitcode.subarray(0, end)).modules).to.equal(1);
  });

  it("ends in an error, or reads, whatever bytes are changed", () => {
    const wrapped = wrap(bitcode);
    const change = fc.record({ at: fc.nat(63), byte: fc.nat(255) });
    fc.assert(
      fc.property(fc.boolean(), fc.array(change, { minLength: 1, maxLength: 6 }), (inWrapper, changes) => {
        const changed = Buffer.from(inWrapper ? wrapped : bitcode);
        for (const { at, byte } of changes) changed[at] = byte;
        if (isBitcode(changed)) attempt(changed);
      }),
      { numRuns: 2000 },
    );
  });

  it("ends in an error, or reads, whatever follows the magic", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (bytes) => {
        attempt(Buffer.concat([bitcode.subarray(0, 4), bytes]));
        // Also inside an identification block of the length at hand.
        const block = Buffer.concat([bitcode.subarray(0, 12), bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)]);
        block.writeUInt32LE((block.length - 12) / 4, 8);
        attempt(block);
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
  readonly modules?: number;
  readonly error?: InputError;
}

// Any other error than the typed one fails the test.
function attempt(bytes: Uint8Array): Attempt {
  try {
    return { modules: identifyBitcode(bytes).modules.length };
  } catch (error) {
    if (error instanceof InputError) return { error };
    throw error;
  }
}
