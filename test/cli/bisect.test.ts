import { spawnSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { command, inFolder, kextir, MODULE } from "./kextir.js";

const minimal = "--passes=minimal";

/** Writes the module as `m.ll`, and `test.sh`, which is handed the module's path as $1. */
function prepare(folder: string, script: string, module: string = MODULE): void {
  writeFileSync(join(folder, "m.ll"), module);
  writeFileSync(join(folder, "test.sh"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "test.sh"), 0o755);
}

// Fails where the code of leaf makes room on the stack: machine code, as llc of the newest LLVM makes it.
const LEAF_MAKES_ROOM = `llc-22 -mtriple=x86_64-linux -o - "$1" | awk '/^leaf:/ { in_leaf = 1 } /^\\.Lfunc_end/ { in_leaf = 0 } in_leaf && /rsp/ && /subq/ { found = 1 } END { exit found }'`;

describe("bisect", () => {
  it("finds the pass and the one function among several that share a group", () =>
    inFolder((folder) => {
      prepare(folder, LEAF_MAKES_ROOM);
      const { text, stderr, code } = kextir(["bisect", "m.ll", minimal, "--test", "./test.sh {}", "-o", "reduced"], { cwd: folder });
      expect(stderr).to.equal("");
      expect(code).to.equal(0);
      expect(text).to.equal(`first bad pass: noredzone, the 2nd of 5
of its changes to 3 entities, this one is needed:
  define @leaf
    + noredzone

--- reduced.good.ll	good
+++ reduced.bad.ll	bad
@@ -11,7 +11,7 @@ @leaf
   ret void
 }
 
-define i32 @leaf(i32 %x) unnamed_addr #0 {
+define i32 @leaf(i32 %x) unnamed_addr #1 {
 start:
   %slot = alloca [8 x i32], align 4
   %place = getelementptr [8 x i32], ptr %slot, i64 0, i64 3
@@ -23,6 +23,7 @@ attributes #1
 declare i32 @printk(ptr, ...) unnamed_addr #0
 
 attributes #0 = { nounwind }
+attributes #1 = { nounwind noredzone }
 
 !llvm.ident = !{!0}
 !0 = !{!"rustc version 1.96.0"}

7 runs of the test
`);
      expect(readFileSync(join(folder, "reduced.good.ll"), "utf8")).to.equal(kextir(["m.ll", "--passes=strip-split-stack"], { cwd: folder }).text);
      expect(readFileSync(join(folder, "reduced.bad.ll"), "utf8")).to.include("@leaf(i32 %x) unnamed_addr #1").and.include("@hello() unnamed_addr #0");
    }));

  it("follows a rename to the function whose call is renamed, and reports as JSON", () =>
    inFolder((folder) => {
      const two = MODULE.replace("declare i32 @printk", "define void @bye() {\n  call i32 (ptr, ...) @printk(ptr @text)\n  ret void\n}\n\ndeclare i32 @printk");
      prepare(folder, `! sed -n '/@bye/,/^}/p' "$1" | grep -q IOLog`, two);
      const { text, code } = kextir(["bisect", "m.ll", minimal, "--test=./test.sh", "--json"], { cwd: folder });
      expect(code).to.equal(0);
      const report = JSON.parse(text);
      expect(report).to.deep.include({ schemaVersion: 1, passes: ["rename-symbols"], position: 4, changedEntities: 3 });
      expect(report.guilty).to.deep.equal([{ entity: "define @bye", rustPath: null, cameAttributes: [], wentAttributes: [] }]);
      expect(report.diff).to.include("+  call i32 (ptr, ...) @IOLog(ptr @text)").and.include("+declare i32 @IOLog");
    }));

  it("shows Rust paths, and all functions that are needed", () =>
    inFolder((folder) => {
      const module = MODULE.replaceAll("@leaf", "@_ZN4demo4leaf17h0123456789abcdefE");
      const count = (functions: string): string => `$(opt-22 -S -passes=forceattrs "$1" | awk '/^; Function Attrs: .*noredzone/ { getline; print }' | grep -c '${functions}')`;
      prepare(folder, `test ${count("hello\\|leaf")} -lt 2`, module);
      const { text } = kextir(["bisect", "m.ll", minimal, "--test=./test.sh"], { cwd: folder });
      expect(text).to.include(`of its changes to 3 entities, these 2 are needed:
  define @hello
    + noredzone
  define @_ZN4demo4leaf17h0123456789abcdefE  (demo::leaf)
    + noredzone
`);
    }));

  it("refuses to begin where the ends do not differ, with what the test said", () =>
    inFolder((folder) => {
      prepare(folder, "echo no kernel here >&2; exit 1");
      const bad = kextir(["bisect", "m.ll", minimal, "--test=./test.sh"], { cwd: folder });
      expect(bad.code).to.equal(1);
      expect(bad.stderr).to.include("the test fails on the module as it is (exit code 1): no pass is to blame [bisect-bad-at-start]").and.include("no kernel here");
      const good = kextir(["bisect", "m.ll", minimal, "--test=true"], { cwd: folder });
      expect(good.code).to.equal(1);
      expect(good.stderr).to.include("the test passes on what the passes made (exit code 0): there is nothing to find [bisect-good-at-end]");
      const none = kextir(["bisect", "m.ll", "--passes=", "--test=true"], { cwd: folder });
      expect(none.stderr).to.include("[bisect-no-change]");
      prepare(folder, "exit 125");
      expect(kextir(["bisect", "m.ll", minimal, "--test=./test.sh"], { cwd: folder }).stderr).to.include("the test cannot tell of the module as it is");
    }));

  it("passes over versions of which the test cannot tell", () =>
    inFolder((folder) => {
      prepare(folder, `grep -q noredzone "$1" && ! grep -q soft-float "$1" && exit 125; ! grep -q soft-float "$1"`);
      const { text } = kextir(["bisect", "m.ll", "--passes=strip-split-stack,noredzone,soft-float", "--test=./test.sh"], { cwd: folder });
      expect(text).to.include("the first bad pass is one of noredzone, soft-float: the test cannot tell between them\n");
    }));

  it("shows on a terminal, and only there, how far it is", () =>
    inFolder((folder) => {
      prepare(folder, `! grep -q noredzone "$1"`);
      const args = ["bisect", "m.ll", minimal, "--test=./test.sh"];
      const words = [process.execPath, command, ...args].map((word) => `'${word}'`).join(" ");
      const { stdout } = spawnSync("script", ["-qec", words, "/dev/null"], { cwd: folder, input: "", encoding: "utf8", env: { ...process.env, TERM: "xterm" } });
      const shown = stdout.split("\r\x1b[K");
      expect(shown[1]).to.equal("bisect: test 1: the module as it is");
      expect(shown[2]).to.match(/^bisect: test 1: the module as it is: good \(exit code 0\)$/);
      expect(shown.length).to.be.greaterThan(6);
      // The line goes before the report comes.
      expect(shown.at(-1)!.replaceAll("\r\n", "\n")).to.equal(kextir(args, { cwd: folder }).text);
      expect(kextir(args, { cwd: folder }).stderr).to.equal("");
    }));

  it("--repeat finds what fails at times, --timeout what hangs", () =>
    inFolder((folder) => {
      // Bad with noredzone, but only every third time.
      prepare(folder, `grep -q noredzone "$1" || exit 0; echo >>count; test $(( $(wc -l <count) % 3 )) -ne 0`);
      const flaky = kextir(["bisect", "m.ll", minimal, "--test=./test.sh", "--repeat=3"], { cwd: folder });
      expect(flaky.stderr).to.equal("");
      expect(flaky.text).to.include("first bad pass: noredzone");
      prepare(folder, `grep -q noredzone "$1" && exec sleep 60; exit 0`);
      const hanging = kextir(["bisect", "m.ll", "--passes=noredzone", "--test=./test.sh", "--timeout=0.3", "-v"], { cwd: folder });
      expect(hanging.stderr).to.include("after all passes: bad (no end within 0.3 s)");
      expect(hanging.text).to.include("first bad pass: noredzone, the 1st of 1");
    }));

  it("takes a shell where one is named, and says so where one is needed", () =>
    inFolder((folder) => {
      prepare(folder, "");
      const named = kextir(["bisect", "m.ll", minimal, "--test", "sh -c '! grep -q IOLog {} && true | cat'"], { cwd: folder });
      expect(named.text).to.include("first bad pass: rename-symbols");
      const unnamed = kextir(["bisect", "m.ll", minimal, "--test", "grep -q IOLog {} | cat"], { cwd: folder });
      expect(unnamed.code).to.equal(2);
      expect(unnamed.stderr).to.equal(
        "kextir: error: --test: '|' asks for a shell [usage]\nfix: the command is run without a shell; name one if you need it: --test 'sh -c '\\''grep -q IOLog {} | cat'\\'''\n",
      );
    }));

  it("says what is wrong with the test itself", () =>
    inFolder((folder) => {
      prepare(folder, "");
      const of = (...args: string[]): { code: number | null; stderr: string } => kextir(["bisect", "m.ll", minimal, ...args], { cwd: folder });
      expect(of()).to.deep.include({ code: 2 }).and.property("stderr").includes("bisect needs --test");
      expect(of("--test=")).to.deep.include({ code: 2 }).and.property("stderr").includes("it is empty");
      expect(of("--test=true", "--repeat=0")).to.deep.include({ code: 2 });
      expect(of("--test=true", "--timeout=soon")).to.deep.include({ code: 2 });
      expect(of("--test=./nowhere.sh")).to.deep.include({ code: 3 }).and.property("stderr").includes("was not found");
      // A shell that finds no program must not pass for a failing module.
      expect(of("--test", "sh -c 'no-such-program $0'")).to.deep.include({ code: 3 });
    }));

  it("leaves nothing behind, whether it finds something or not", () =>
    inFolder((folder) => {
      prepare(folder, "! grep -q IOLog $1");
      mkdirSync(join(folder, "tmp"));
      for (const test of ["./test.sh", "false", "./nowhere.sh"]) kextir(["bisect", "m.ll", minimal, "--test", test], { cwd: folder, env: { TMPDIR: join(folder, "tmp") } });
      expect(readdirSync(join(folder, "tmp"))).to.deep.equal([]);
    }));
});
