import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { UsageError } from "../../src/support/diagnostic.js";
import { probeDialect } from "../../src/toolchain/dialect.js";
import { findLlvmPrograms, findLlvmTools, findRustcs, missingTool, programAt, type SearchPlaces } from "../../src/toolchain/find.js";
import { chooseClang, rankLlvmTools } from "../../src/toolchain/rank.js";
import { program } from "../programs.js";

const here: SearchPlaces = { path: process.env["PATH"] ?? "", platform: process.platform };

/** A Mac with Xcode, and Homebrew's llvm@19 outside the PATH. */
const mac: SearchPlaces = {
  path: `/usr/bin:${program("macos/bin")}`,
  platform: "darwin",
  llvmParents: [program("macos")],
};

describe("finding tools", function () {
  this.timeout(10_000);
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "kextir-find-"));
  });

  afterEach(() => rmSync(folder, { recursive: true }));

  it("finds names with and without numbers, newest first, each file once", async () => {
    const at = (name: string): string => join(folder, name);
    for (const name of ["clang-9", "clang-22", "clang-16", "clang-cl-22", "clang++", "clang-format-19"]) fake(at(name));
    symlinkSync(at("clang-16"), at("clang"));
    mkdirSync(at("clang-30"));
    writeFileSync(at("clang-29"), "not to be run");
    mkdirSync(at("llvm-17/bin"), { recursive: true });
    fake(at("llvm-17/bin/clang"));
    const found = await findLlvmPrograms("clang", { path: `${folder}:/nowhere`, platform: "linux", llvmParents: [folder] });
    expect(found.map((file) => file.slice(folder.length + 1))).to.deep.equal(["clang", "clang-22", "llvm-17/bin/clang", "clang-9"]);
  });

  it("does not look into the current folder, whatever PATH says", async () => {
    expect(await findLlvmPrograms("clang", { path: ":.:test", platform: "linux", llvmParents: [] })).to.deep.equal([]);
  });

  it("asks the tools that are here", async () => {
    const { tools } = await findLlvmTools("clang", here);
    expect(tools).to.have.length.above(0);
    for (const { version } of tools) expect(version.major).to.be.within(13, 99);
  });

  it("tells of a program that does not say what it is", async () => {
    const places: SearchPlaces = { path: program("silent"), platform: "linux", llvmParents: [] };
    const clangs = await findLlvmTools("clang", places);
    expect(clangs.tools).to.deep.equal([]);
    expect(clangs.unusable[0]?.reason).to.contain("it names no version that kextir knows");
    expect((await findRustcs(places)).unusable).to.have.length(1);
    expect(await rankLlvmTools("clang", places)).to.deep.equal([]);
  });

  it("finds rustc", async () => {
    const { tools } = await findRustcs(here);
    expect(tools[0]?.version.release).to.match(/^1\.\d+/);
  });

  it("takes the selected Xcode's clang and Homebrew's llvm on a Mac, and nothing from /usr/bin", async () => {
    expect(await findLlvmPrograms("clang", mac)).to.deep.equal([program("macos/xcode/clang")]);
    expect(await findLlvmPrograms("llvm-objdump", mac)).to.deep.equal([program("macos/xcode/llvm-objdump")]);
    expect(await findLlvmPrograms("llvm-dis", mac)).to.deep.equal([program("macos/llvm@19/bin/llvm-dis")]);
  });

  it("takes a program that the user names, by path or by name", () => {
    const clang = join(folder, "my-clang");
    fake(clang);
    const places: SearchPlaces = { path: folder, platform: "linux" };
    expect(programAt(clang, "--clang", places)).to.equal(clang);
    expect(programAt("my-clang", "--clang", places)).to.equal(clang);
    for (const wrong of ["no-clang", join(folder, "no-clang"), folder]) {
      expect(() => programAt(wrong, "--clang", places)).to.throw(UsageError, `--clang: there is no program '${wrong}'`);
    }
  });

  it("says how to install what is missing", () => {
    fake(join(folder, "apt-get"));
    const debian: SearchPlaces = { path: folder, platform: "linux" };
    const elsewhere: SearchPlaces = { path: "/nowhere", platform: "freebsd" };
    expect(missingTool("clang", "compile the module", debian)).to.include({
      message: "clang was not found; it was to compile the module",
      fix: "apt-get install clang-22",
    });
    expect(missingTool("llvm-dis", "read bitcode", debian, 19).fix).to.equal("apt-get install llvm-19");
    expect(missingTool("clang", "compile", mac).fix).to.equal("brew install llvm");
    expect(missingTool("clang", "compile", mac, 15).fix).to.equal("xcode-select --install");
    expect(missingTool("rustc", "compile", mac).fix).to.equal("rustup target add x86_64-apple-darwin");
    expect(missingTool("clang", "compile", elsewhere).fix).to.match(/^install clang 22 or newer from/);
  });
});

describe("choosing a clang", function () {
  this.timeout(10_000);

  it("takes the newest", async () => {
    const ranked = await rankLlvmTools("clang", here);
    const majors = ranked.map(({ major }) => major);
    expect(majors).to.deep.equal([...majors].sort((a, b) => b - a));
    expect(await chooseClang(here)).to.deep.equal({ file: ranked[0]?.file });
    expect(await chooseClang(here, majors[0])).to.deep.equal({ file: ranked[0]?.file });
  });

  it("warns when the module's LLVM is newer than every clang", async () => {
    const chosen = await chooseClang(mac, 22);
    expect(chosen?.file).to.equal(program("macos/xcode/clang"));
    expect(chosen?.warning).to.deep.include({ code: "older-clang", fix: "brew install llvm" });
    expect(chosen?.warning?.message).to.match(/^LLVM 22 wrote the module, and \S+ reads what LLVM 19 writes$/);
    expect(await chooseClang(mac, 19)).to.deep.equal({ file: program("macos/xcode/clang") });
  });

  it("takes the one that the user names, whatever it says of itself", async () => {
    expect(await chooseClang(here, undefined, program("hangs"))).to.deep.equal({ file: program("hangs") });
    expect(await chooseClang(here, 22, program("fails"))).to.deep.equal({ file: program("fails") });
    const [newest] = await rankLlvmTools("clang", here);
    const older = await chooseClang(here, newest?.major, program("macos/xcode/clang"));
    if (newest && newest.major > 19) expect(older?.warning?.fix).to.equal(`compile with ${newest.file}`);
  });

  it("finds none where there is none", async () => {
    const nowhere: SearchPlaces = { path: "/nowhere", platform: "linux", llvmParents: [dirname(program("fails"))] };
    expect(await chooseClang(nowhere, 22)).to.equal(undefined);
  });

  it("asks a clang for its dialect, and the answer is its version where that is LLVM's", async () => {
    for (const { file, major } of await rankLlvmTools("clang", here)) {
      const expected = [22, 19, 16, 15].find((since) => major >= since) ?? 14;
      // 20, 21, 17 and 18 may know a feature of the next release that was measured.
      if ([22, 19, 16, 15].includes(major)) expect(await probeDialect(file), file).to.equal(expected);
    }
  });
});

function fake(file: string): void {
  writeFileSync(file, "#!/bin/sh\n");
  chmodSync(file, 0o755);
}
