import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { soleModule } from "../../src/bitcode/sole-module.js";
import { InputError } from "../../src/support/diagnostic.js";
import { disassemble, readersOf, type Disassembly } from "../../src/toolchain/disassemble.js";
import type { SearchPlaces } from "../../src/toolchain/find.js";
import { rankLlvmTools } from "../../src/toolchain/rank.js";
import { ToolError } from "../../src/toolchain/tool-error.js";
import { program } from "../programs.js";

const here: SearchPlaces = { path: process.env["PATH"] ?? "", platform: process.platform };

const MODULE = `source_filename = "m"

define i32 @same(i32 %value) {
  ret i32 %value
}
`;

describe("turning bitcode into text", function () {
  this.timeout(20_000);

  it("takes the llvm-dis of the release that wrote it, for every release here", async () => {
    const writers = await rankLlvmTools("llvm-as", here);
    expect(writers).to.have.length.above(0);
    for (const { file, major } of writers) {
      const { text, llvmDis, stderr } = await read(assemble(file));
      expect(llvmDis.major).to.equal(major);
      expect(Buffer.from(text).toString()).to.equal(`; ModuleID = '<stdin>'\n${MODULE}`);
      expect(stderr).to.equal("");
    }
  });

  it("reads bitcode in a wrapper", async () => {
    const bitcode = assemble(await newestAssembler(13));
    const header = Buffer.alloc(20);
    for (const [index, word] of [0x0b17c0de, 0, 20, bitcode.length, 0x01000007].entries()) header.writeUInt32LE(word, index * 4);
    const { text } = await read(Buffer.concat([header, bitcode]));
    expect(Buffer.from(text).toString()).to.equal(`; ModuleID = '<stdin>'\n${MODULE}`);
  });

  it("reads what rustc writes", async () => {
    const folder = mkdtempSync(join(tmpdir(), "kextir-rustc-"));
    try {
      writeFileSync(join(folder, "lib.rs"), "#![no_std]\npub fn same(value: i32) -> i32 { value }\n");
      execFileSync("rustc", ["--crate-type=lib", "--emit=llvm-bc", "--out-dir", folder, join(folder, "lib.rs")]);
      const { text } = await read(readFileSync(join(folder, "lib.bc")));
      expect(Buffer.from(text).toString()).to.contain('source_filename = "lib.');
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("prefers the same release, then newer ones, and takes no older one", () => {
    const tools = [23, 22, 19, 16].map((major) => ({ file: `llvm-dis-${major}`, major }));
    const majorsFor = (producer?: string): number[] => readersOf(producer, tools).map(({ major }) => major);
    expect(majorsFor("LLVM19.1.7")).to.deep.equal([19, 23, 22]);
    expect(majorsFor("LLVM15.0.6")).to.deep.equal([23, 22, 19, 16]);
    expect(majorsFor("LLVM22.1.2-rust-1.95.0-stable")).to.deep.equal([22, 23]);
    expect(majorsFor("LLVM24.0.0git")).to.deep.equal([]);
    expect(majorsFor("APPLE_1_1700.0.13_0")).to.deep.equal([23, 22, 19, 16]);
    expect(majorsFor(undefined)).to.deep.equal([23, 22, 19, 16]);
  });

  it("names the producer, what is installed and what to install when none can read it", async () => {
    const bitcode = assemble(await newestAssembler(22));
    const brew: SearchPlaces = { path: "/nowhere", platform: "darwin", llvmParents: [program("macos")] };
    const old = await rejection(read(bitcode, brew));
    expect(old).to.be.instanceOf(InputError);
    expect((old as InputError).diagnostics).to.have.length(1);
    expect((old as InputError).diagnostics[0]).to.deep.include({
      code: "no-llvm-dis",
      fix: "brew install llvm, or give kextir text: rustc --emit=llvm-ir",
    });
    const [producedBy, ...notes] = (old as InputError).diagnostics[0]?.notes ?? [];
    expect(producedBy).to.match(/^produced by LLVM22\.\d+\.\d+$/);
    expect(notes).to.deep.equal(["readable by llvm-dis of LLVM 22 or newer", `installed here: ${program("macos/llvm@19/bin/llvm-dis")} (LLVM 19)`]);

    const none = await rejection(read(bitcode, { path: "/nowhere", platform: "linux", llvmParents: [] }));
    expect((none as InputError).diagnostics[0]?.notes?.at(-1)).to.equal("installed here: no llvm-dis");

    const named = `${MODULE}!llvm.ident = !{!0}\n!0 = !{!"clang version 22.1.8"}\n`;
    const byClang = await rejection(read(execFileSync(await newestAssembler(22), ["-o", "-", "-"], { input: named }), brew));
    expect((byClang as InputError).diagnostics[0]?.notes?.[0]).to.match(/^produced by clang version 22\.1\.8, LLVM22/);
    expect((byClang as InputError).diagnostics[0]?.fix).to.equal("brew install llvm, or give kextir text: clang -S -emit-llvm");
  });

  it("shows llvm-dis's own words about bitcode that is wrong inside", async () => {
    const bitcode = assemble(await newestAssembler(13));
    // The module's records come some way behind its header.
    bitcode.fill(0xff, 120, 200);
    const error = await rejection(disassemble(bitcode, { producer: undefined, compilers: [] }, here));
    expect(error).to.be.instanceOf(ToolError).with.property("stderr").that.contains("error");
  });
});

function read(bitcode: Uint8Array, places: SearchPlaces = here): Promise<Disassembly> {
  const { bitcode: bitstream, writer } = soleModule(bitcode)!;
  return disassemble(bitstream, writer, places);
}

async function newestAssembler(atLeast: number): Promise<string> {
  const [newest] = await rankLlvmTools("llvm-as", here);
  if (!newest || newest.major < atLeast) throw new Error(`this test needs llvm-as of LLVM ${atLeast}`);
  return newest.file;
}

function assemble(llvmAs: string): Buffer {
  return execFileSync(llvmAs, ["-o", "-", "-"], { input: MODULE });
}

async function rejection(promise: Promise<unknown>): Promise<unknown> {
  try {
    await promise;
  } catch (error) {
    return error;
  }
  throw new Error("it was expected to fail");
}
