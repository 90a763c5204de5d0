import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { inFolder, kextir, MODULE } from "./kextir.js";

const FLOATS = `target triple = "x86_64-apple-macosx10.15"
define float @_RNvCs1234_7mycrate5twice(float %x) noredzone {
  %y = fadd float %x, %x
  ret float %y
}
`;

const RED_ZONE = `target triple = "x86_64-apple-macosx10.15"
define i32 @_RNvCs1234_7mycrate4leaf(i32 %x) {
  %slot = alloca i32
  store volatile i32 %x, ptr %slot
  %y = load volatile i32, ptr %slot
  ret i32 %y
}
`;

describe("kextir compile", () => {
  it("makes an object that is fit for a kernel, from text and bitcode alike", () =>
    inFolder((folder) => {
      expect(spawnSync("llvm-as-22", ["-o", join(folder, "m.bc"), "-"], { input: MODULE }).status).to.equal(0);
      expect(kextir(["compile", "-", "-o", join(folder, "text.o")], { input: MODULE })).to.include({ code: 0, text: "", stderr: "" });
      expect(kextir(["compile", join(folder, "m.bc"), "-o", join(folder, "bitcode.o")])).to.include({ code: 0, stderr: "" });
      expect(readFileSync(join(folder, "text.o")).equals(readFileSync(join(folder, "bitcode.o")))).to.equal(true);
      expect(readdirSync(folder).sort()).to.deep.equal(["bitcode.o", "m.bc", "text.o"]);
      const symbols = spawnSync("llvm-nm-22", ["-j", join(folder, "text.o")], { encoding: "utf8" }).stdout.trim().split("\n");
      expect(symbols).to.include.members(["_IOLog", "_hello", "_leaf"]);
      const code = spawnSync("llvm-objdump-22", ["-d", join(folder, "text.o")], { encoding: "utf8" }).stdout;
      expect(code).not.to.match(/-0x[0-9a-f]+\(%rsp\)|%xmm/);
    }));

  it("gives the same bytes in any folder and environment", () =>
    inFolder((folder) => {
      const objects = ["one", "two"].map((name) => {
        mkdirSync(join(folder, name));
        writeFileSync(join(folder, name, "m.ll"), MODULE);
        const env = name === "one" ? {} : { MACOSX_DEPLOYMENT_TARGET: "13.0", TZ: "Asia/Tokyo", HOME: folder };
        expect(kextir(["compile", "m.ll", "-o", "m.o", "-g"], { cwd: join(folder, name), env })).to.include({ code: 0, stderr: "" });
        return readFileSync(join(folder, name, "m.o"));
      });
      expect(objects[0]!.equals(objects[1]!)).to.equal(true);
    }));

  it("refuses an object that uses the red zone or floating point, with the function's path", () =>
    inFolder((folder) => {
      const object = join(folder, "m.o");
      const refused = (input: string, ...words: readonly string[]): void => {
        const { code, stderr } = kextir(["compile", "-", "-o", object, "--passes="], { input });
        for (const word of words) expect(stderr).to.include(word);
        expect(code).to.equal(1);
        expect(readdirSync(folder)).to.deep.equal([]);
      };
      refused(RED_ZONE, "error: function 'mycrate::leaf' uses memory below the stack pointer", "movl %edi, -0x4(%rsp)", "fix: run the pass noredzone");
      refused(FLOATS, "error: function 'mycrate::twice' uses floating-point or vector registers", "addss", "fix: run the pass soft-float");
      expect(kextir(["compile", "-", "-o", object, "--passes=", "--no-check"], { input: RED_ZONE }).code).to.equal(0);
      expect(existsSync(object)).to.equal(true);
    }));

  it("leaves the old object when anything fails", () =>
    inFolder((folder) => {
      const object = join(folder, "m.o");
      writeFileSync(object, "old");
      const attempts: readonly (readonly [args: readonly string[], input: string, code: number])[] = [
        [["--passes="], RED_ZONE, 1],
        [["--passes=noredzone<except=nobody>", "-Werror"], RED_ZONE, 1],
        [["--passes="], MODULE.replace("ret void", "ret i32 0").replace("unknown-linux-gnu", "apple-macosx10.15"), 3],
        [["--passes=", "--target=x86_64-apple-macosx10.15", "--", "--no-such-option"], MODULE, 3],
        [["--passes=noredzone"], MODULE.slice(0, 700), 1],
        [["--depfile=none/m.d"], MODULE, 1],
      ];
      for (const [args, input, code] of attempts) {
        const [own, rest] = args.includes("--") ? [args.slice(0, args.indexOf("--")), args.slice(args.indexOf("--"))] : [args, []];
        const outcome = kextir(["compile", "-", "-o", object, ...own, ...rest], { input, cwd: folder });
        expect(outcome.code, `${args.join(" ")}\n${outcome.stderr}`).to.equal(code);
        expect(readFileSync(object, "utf8")).to.equal("old");
        expect(readdirSync(folder)).to.deep.equal(["m.o"]);
      }
    }));

  it("shows the command line and the words of a clang that fails", () =>
    inFolder((folder) => {
      const input = MODULE.replace("ret void", "ret i32 0").replace("unknown-linux-gnu", "apple-macosx10.15");
      const { code, stderr } = kextir(["compile", "-", "-o", join(folder, "m.o"), "--passes="], { input });
      expect(stderr).to.match(/error: .*clang.* failed with exit code 1; it was to compile the module for x86_64-apple-macosx10\.15 \[tool-failed\]/);
      expect(stderr).to.match(/note: it was run as: .*clang.* -target x86_64-apple-macosx10\.15 -mkernel -x ir/);
      expect(stderr).to.include("note: it said:").and.include("value doesn't match function result type");
      expect(code).to.equal(3);
    }));

  it("takes the target, the level and clang's arguments", () =>
    inFolder((folder) => {
      const object = join(folder, "m.o");
      expect(kextir(["compile", "-", "-o", object, "--target=x86_64-apple-macosx12.3", "-Os"], { input: MODULE })).to.include({ code: 0, stderr: "" });
      const headers = spawnSync("llvm-objdump-22", ["--macho", "--private-headers", object], { encoding: "utf8" }).stdout;
      expect(headers).to.match(/minos 12\.3/);

      const echo = join(folder, "clang");
      writeFileSync(echo, `#!/bin/sh\necho "$@" >&2\nexit 1\n`);
      chmodSync(echo, 0o755);
      const words = (args: readonly string[], env = {}): string => kextir(["compile", "-", "-o", object, "--passes=retarget", "--no-bridge", ...args], { input: MODULE, env }).stderr;
      expect(words([`--clang=${echo}`, "-O3", "-g", "--", "-fno-color", "x y"])).to.match(/said:\n  -target x86_64-apple-macosx10\.15 -mkernel -x ir -Wno-override-module -O3 -g -fno-color x y -c -o/);
      expect(words([], { KEXTIR_CLANG: echo })).to.include(" -O2 ");
      expect(words(["--clang=no-such-clang"])).to.include("there is no program 'no-such-clang'");
    }));

  it("refuses a module for another kind of object", () =>
    inFolder((folder) => {
      const { code, stderr } = kextir(["compile", "-", "-o", join(folder, "m.o"), "--passes=noredzone"], { input: MODULE });
      expect(stderr).to.include("code for 'x86_64-unknown-linux-gnu' is no Mach-O object");
      expect(code).to.equal(1);
      expect(kextir(["compile", "-", "-o", join(folder, "m.o"), "--passes="], { input: "define void @f() {\n  ret void\n}\n" }).stderr).to.include("the module names no target triple");
    }));

  it("asks the very clang what its kernel functions carry on arm64", () =>
    inFolder((folder) => {
      const input = 'target triple = "arm64e-apple-macosx11.0"\ndefine void @f() {\n  ret void\n}\n';
      const { code, stderr } = kextir(["compile", "-", "-o", join(folder, "m.o")], { input });
      expect(stderr).to.equal("");
      expect(code).to.equal(0);
      expect(spawnSync("llvm-objdump-22", ["-d", join(folder, "m.o")], { encoding: "utf8" }).stdout).to.match(/\bret/);
    }));

  it("writes a dependency file with the object", () =>
    inFolder((folder) => {
      writeFileSync(join(folder, "m.ll"), MODULE);
      expect(kextir(["compile", "m.ll", "-o", "m.o", "--depfile=m.d"], { cwd: folder })).to.include({ code: 0, stderr: "" });
      expect(readFileSync(join(folder, "m.d"), "utf8")).to.equal("m.o: m.ll\n");
    }));
});
