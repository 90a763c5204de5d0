import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { inFolder, kextir } from "./kextir.js";

/** As LLVM 22 writes it: none of the words in it is known to 16. */
const NEWEST = `target triple = "x86_64-apple-macosx10.15"

define range(i8 -1, 2) i8 @order(ptr captures(none) %p, i32 %a, i32 %b) {
  %q = getelementptr inbounds nuw i8, ptr %p, i64 1
  store i8 1, ptr %q, align 1
  %r = call range(i8 -1, 2) i8 @llvm.ucmp.i8.i32(i32 %a, i32 %b)
  ret i8 %r
}

declare i8 @llvm.ucmp.i8.i32(i32, i32)
`;

const UNKNOWN = `target triple = "x86_64-apple-macosx10.15"

define i32 @f(i32 %a) {
  %r = call i32 @llvm.no.such.thing.i32(i32 %a)
  ret i32 %r
}

declare i32 @llvm.no.such.thing.i32(i32)
`;

/** Apple's clang as its version goes, and any clang as it works. */
function appleClang(folder: string, version: string, clang: string): string {
  const path = join(folder, `apple-${version}`);
  writeFileSync(path, `#!/bin/sh\ncase "$1" in --version) echo "Apple clang version ${version} (clang-${version}00.0.13.5)";; *) exec ${clang} "$@";; esac\n`);
  chmodSync(path, 0o755);
  return path;
}

describe("bridge", () => {
  for (const clang of ["clang-15", "clang-16", "clang-19", "clang-22"]) {
    it(`compile makes an object of LLVM 22's text with ${clang}`, () =>
      inFolder((folder) => {
        const { code, stderr } = kextir(["compile", "-", "-o", join(folder, "m.o"), `--clang=${clang}`], { input: NEWEST });
        expect(code, stderr).to.equal(0);
        expect(stderr.trimEnd().split("\n").filter((line) => line !== "")).to.have.length(clang === "clang-22" ? 0 : 1);
        if (clang !== "clang-22") expect(stderr).to.match(/note: rewrote \d+ constructs? for \S*clang-\d+, which reads what LLVM \d+ writes \[bridged\]/);
        expect(spawnSync("llvm-nm-22", ["-ju", join(folder, "m.o")], { encoding: "utf8" }).stdout).not.to.include("llvm");
      }));
  }

  it("--no-bridge hands the module over as it is", () =>
    inFolder((folder) => {
      const { code, stderr } = kextir(["compile", "-", "-o", join(folder, "m.o"), "--clang=clang-16", "--no-bridge"], { input: NEWEST });
      expect(code).to.equal(3);
      expect(stderr).to.include("error: ").and.not.to.include("[bridged]");
      expect(existsSync(join(folder, "m.o"))).to.equal(false);
    }));

  it("takes an Apple clang for the LLVM that it is, not for its number", () =>
    inFolder((folder) => {
      const clang = appleClang(folder, "17", "clang-19");
      const { code, stderr } = kextir(["compile", "-", "-o", join(folder, "m.o"), `--clang=${clang}`], { input: NEWEST });
      expect(code, stderr).to.equal(0);
      expect(stderr).to.include("apple-17, which reads what LLVM 19 writes");
      expect(kextir(["-", `--for=${clang}`, "--passes="], { input: NEWEST }).text).to.include("getelementptr inbounds nuw").and.to.include("nocapture");
      const older = appleClang(folder, "15", "clang-16");
      expect(kextir(["-", `--for=${older}`, "--passes="], { input: NEWEST }).text).to.include("getelementptr inbounds i8");
    }));

  it("--for takes a clang's name, its path and an LLVM release", () => {
    const byName = kextir(["-", "--for=clang-16", "--passes="], { input: NEWEST });
    expect(byName.code, byName.stderr).to.equal(0);
    expect(spawnSync("llvm-as-16", ["-o", "/dev/null", "-"], { input: byName.stdout }).status).to.equal(0);
    const path = spawnSync("/bin/sh", ["-c", "command -v clang-16"], { encoding: "utf8" }).stdout.trim();
    for (const named of ["16", path]) expect(kextir(["-", `--for=${named}`, "--passes="], { input: NEWEST }).text).to.equal(byName.text);
    const newest = kextir(["-", "--for=clang-22", "--passes="], { input: NEWEST });
    expect(newest).to.include({ text: NEWEST, stderr: "" });
    expect(kextir(["-", "--for=16", "--passes=noredzone", "--print-pipeline-passes"]).text).to.equal("noredzone,downgrade<to=16>\n");
  });

  it("--for refuses what has typed pointers only, and what is no clang", () => {
    const { code, stderr } = kextir(["-", "--for=14", "--passes="], { input: NEWEST });
    expect(code).to.equal(1);
    expect(stderr).to.include("[clang-too-old]");
    const typed = "define void @f(i8* %p) {\n  ret void\n}\n";
    expect(kextir(["-", "--for=14", "--passes="], { input: typed })).to.include({ code: 0, text: typed });
    expect(kextir(["-", "--for=clang-77"], { input: NEWEST }).code).to.equal(2);
  });

  it("finds an intrinsic that the clang does not know before it becomes an undefined symbol", () =>
    inFolder((folder) => {
      for (const clang of ["clang-16", "clang-22"]) {
        const { code, stderr } = kextir(["compile", "-", "-o", join(folder, "m.o"), `--clang=${clang}`], { input: UNKNOWN });
        expect(code).to.equal(1);
        expect(stderr).to.match(/<stdin>:8:1: error: \S+ does not know the intrinsic '@llvm.no.such.thing.i32' .*\[unknown-intrinsic\]/);
      }
      expect(existsSync(join(folder, "m.o"))).to.equal(false);
    }));

  it("keeps what it learned of a program in the cache folder, until the program changes", () =>
    inFolder((folder) => {
      const env = { KEXTIR_CACHE: join(folder, "cache") };
      const input = "define ptr @f(ptr %p) {\n  %q = getelementptr inbounds nuw i8, ptr %p, i64 1\n  ret ptr %q\n}\n";
      const rewritten = (): string => kextir(["-", "--for=clang-16", "--passes="], { input, env }).text;
      expect(rewritten()).to.include("getelementptr inbounds i8");
      const programs = join(folder, "cache", "programs");
      const [file] = readdirSync(programs);
      const kept = JSON.parse(readFileSync(join(programs, file!), "utf8")) as { program: string; answers: Record<string, unknown> };
      expect(kept.answers).to.include({ dialect: 16 });
      writeFileSync(join(programs, file!), JSON.stringify({ ...kept, answers: { ...kept.answers, dialect: 22 } }));
      expect(rewritten()).to.equal(input);
      writeFileSync(join(programs, file!), JSON.stringify({ program: `${kept.program} `, answers: { dialect: 22 } }));
      expect(rewritten()).to.include("getelementptr inbounds i8");
      writeFileSync(join(programs, file!), "cut o");
      expect(rewritten()).to.include("getelementptr inbounds i8");
    }));
});
