import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { diagnosticSchema } from "../../src/cli/diagnostic-schema.js";
import { inFolder, kextir, MODULE } from "./kextir.js";

const missing = "--passes=noredzone<except=nobody>";

describe("kextir's diagnostics", () => {
  it("show place, message, code, line and caret, notes and fix", () => {
    const { stderr } = kextir(["--passes=noredzone"], { input: "\tdefine void @_RNvCs1234_7mycrate3foo() { ; x\n" });
    expect(stderr).to.equal(`\
<stdin>:1:41: error: function '@_RNvCs1234_7mycrate3foo' is never closed; the file seems cut off [unterminated-body]
   define void @_RNvCs1234_7mycrate3foo() { ; x
                                          ^
note: it is mycrate::foo
fix: make it again, and look whether what wrote it was stopped
`);
  });

  it("name the file and the pass", () =>
    inFolder((folder) => {
      writeFileSync(join(folder, "m.ll"), MODULE);
      const { code, stderr } = kextir(["m.ll", missing], { cwd: folder });
      expect(stderr).to.match(/^m\.ll: warning: noredzone: .*'@nobody'.* \[no-such-function\]\nfix: /);
      expect(code).to.equal(0);
    }));

  it("show a part of a line that is long", () => {
    const { stderr } = kextir(["--passes=noredzone"], { input: `${"; padding ".repeat(300)}\r${"@x = global i8 0 ".repeat(40)}define void @f() {\n` });
    const [, line = "", mark = ""] = stderr.split("\n");
    expect(line.length).to.be.lessThan(180);
    expect(line.startsWith("  …")).to.equal(true);
    expect(line[mark.indexOf("^")]).to.equal("{");
  });

  it("are quiet, verbose, strict, or errors when asked", () => {
    expect(kextir([missing, "-q"], { input: MODULE }).stderr).to.equal("");
    const verbose = kextir(["--passes=rename-symbols", "-v"], { input: MODULE });
    expect(verbose.stderr).to.include("remark: rename-symbols: ");
    expect(kextir(["--passes=rename-symbols"], { input: MODULE }).stderr).to.equal("");
    for (const option of ["-Werror", "--strict"]) {
      const { code, text, stderr } = kextir([missing, option], { input: MODULE });
      expect(stderr, option).to.include("error: noredzone: ").and.include("[no-such-function]");
      expect(text).to.equal("");
      expect(code).to.equal(1);
    }
    const quiet = kextir([missing, "-q", "-Werror"], { input: MODULE });
    expect(quiet.stderr).to.include("[no-such-function]");
    expect(quiet.code).to.equal(1);
    // A warning that is not about a rule is no matter of --strict; a remark about one is.
    expect(kextir(["--passes=noredzone", "--strict"], { input: "" }).code).to.equal(0);
    expect(kextir(["--passes=strip-split-stack", "--strict"], { input: "define void @f() {\n  ret void\n}\n" }).code).to.equal(1);
  });

  it("are JSON documents, one on a line, that follow their schema", () => {
    const { code, stderr } = kextir([missing, "--json", "-v"], { input: `what is this\n${MODULE}` });
    expect(code).to.equal(0);
    const documents = stderr.trimEnd().split("\n").map((line) => diagnosticSchema.parse(JSON.parse(line)));
    expect(documents[0]).to.include({ severity: "warning", code: "unknown-entity", file: "<stdin>", line: 1, column: 1 });
    expect(documents.some(({ code: kind, pass }) => kind === "no-such-function" && pass === "noredzone")).to.equal(true);

    const usage = kextir(["--pases=x", "--json"]);
    expect(usage.code).to.equal(2);
    expect(diagnosticSchema.parse(JSON.parse(usage.stderr))).to.include({ severity: "error", code: "usage" });
  });

  it("are coloured when asked, and not into a pipe by themselves", () => {
    const escape = "\u001b[";
    expect(kextir([missing, "--color=always"], { input: MODULE }).stderr).to.include(escape);
    expect(kextir([missing, "--color=never"], { input: MODULE }).stderr).not.to.include(escape);
    expect(kextir([missing], { input: MODULE, env: { NO_COLOR: "" } }).stderr).not.to.include(escape);
  });

  it("of one kind are not shown by the thousand", () => {
    const passes = `--passes=noredzone<${Array.from({ length: 100 }, (_, index) => `except=f${index}`).join(";")}>`;
    const { stderr } = kextir([passes], { input: MODULE });
    expect(stderr.match(/'@f\d+'/g)).to.have.length(20);
    expect(stderr).to.include("80 more of this warning were left out; -v shows them [no-such-function]");
    expect(kextir([passes, "-v"], { input: MODULE }).stderr.match(/'@f\d+'/g)).to.have.length(100);
  });

  it("say how to report a bug, with the stack", () =>
    inFolder((folder) => {
      writeFileSync(
        join(folder, "buggy.mjs"),
        `export const buggy = { name: "buggy", summary: "", description: "", options: { _zod: { run: (payload) => payload } }, run() { throw new TypeError("oops"); } };`,
      );
      const { code, text, stderr } = kextir(["--passes=buggy", "--load-pass=buggy.mjs"], { input: MODULE, cwd: folder });
      expect(stderr).to.include("error: this is a bug in kextir [bug]").and.include("TypeError: oops").and.include("buggy.mjs").and.include("please report it");
      expect(text).to.equal("");
      expect(code).to.equal(70);
    }));
});
