import { spawnSync } from "node:child_process";
import { chmodSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { command, inFolder, kextir, MODULE } from "./kextir.js";

describe("kextir's input", () => {
  function fails(args: readonly string[], message: string, options: Parameters<typeof kextir>[1] = {}): void {
    const { code, text, stderr } = kextir(args, options);
    expect(stderr).to.include(message);
    expect(stderr.split("error:").length, stderr).to.equal(2);
    expect(text, "standard output").to.equal("");
    expect(code).to.equal(1);
  }

  it("refuses a file that is not there", () => fails(["no-such-file.ll"], "cannot read 'no-such-file.ll': no such file or directory"));

  it("refuses a folder", () => fails(["/"], "cannot read '/': it is a directory"));

  it("refuses a path through a file", () =>
    inFolder((folder) => {
      writeFileSync(join(folder, "file"), "");
      fails([join(folder, "file", "x.ll")], "a part of its path is not a directory");
    }));

  it("refuses a file that it may not read", function () {
    if (process.getuid?.() === 0) this.skip(); // nothing is closed to the superuser
    return inFolder((folder) => {
      const file = join(folder, "x.ll");
      writeFileSync(file, MODULE);
      chmodSync(file, 0);
      fails([file], "permission denied");
    });
  });

  it("says what a binary file is", () => {
    fails([process.execPath], "is an ELF program, not LLVM IR");
    fails(["-"], "standard input is a PNG image, not LLVM IR", { input: Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1") });
    fails(["--passes=", "-"], "standard input is a PNG image", { input: Buffer.from("\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "latin1") });
  });

  it("tells junk from text", () => {
    const junk = Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919 + (index >> 3) * 104729) % 251));
    junk[0] = 3;
    fails(["-"], "is binary data of a kind unknown to kextir", { input: junk });
  });

  it("refuses text that is no IR, with passes", () => fails(["--passes=noredzone"], "<stdin>:1:1: error: this is not LLVM IR", { input: "fn main() {}\n" }));

  it("refuses a module that is cut off, and says where", () => {
    const cut = MODULE.slice(0, MODULE.indexOf("ret void"));
    fails(["--passes=noredzone"], "<stdin>:8:38: error: function '@hello' is never closed; the file seems cut off [unterminated-body]", { input: cut });
    fails(["--passes=noredzone"], "the quote is never closed", { input: 'source_filename = "m\n' });
    fails(["--passes=noredzone"], "the comment is never closed", { input: "/* source\n" });
    fails(["--passes=noredzone"], "has no body", { input: `${MODULE}define void @half()` });
  });

  it("names a Rust function that is cut off by its path", () => {
    const { stderr } = kextir(["--passes=noredzone"], { input: "define void @_RNvCs1234_7mycrate3foo() {\n" });
    expect(stderr).to.include("note: it is mycrate::foo");
  });

  it("keeps what it does not know, and warns", () => {
    const input = `future entity of LLVM 99 { }\n${MODULE}`;
    const { code, text, stderr } = kextir(["--passes=noredzone"], { input });
    expect(code).to.equal(0);
    expect(stderr).to.include("<stdin>:1:1: warning: nothing in a module begins like this [unknown-entity]");
    expect(text).to.match(/^future entity of LLVM 99 { }\n/);
    expect(text).to.include("noredzone");
  });

  it("refuses a byte order mark, as LLVM does", () => fails(["--passes=noredzone"], "byte order mark", { input: `\ufeff${MODULE}` }));

  it("warns of an empty input", () => {
    const { code, stderr } = kextir(["--passes=noredzone"]);
    expect(code).to.equal(0);
    expect(stderr).to.include("warning: the input is empty");
  });

  it("recognises bitcode by its content", () =>
    inFolder((folder) => {
      const { status } = assemble(join(folder, "m.ll"));
      expect(status).to.equal(0);
      const { code, text, stderr } = kextir(["--passes=noredzone", join(folder, "m.ll.bc")]);
      expect(stderr).to.equal("");
      expect(code).to.equal(0);
      expect(text).to.include("define void @hello()");
      expect(text).to.match(/attributes #0 = \{[^}]*noredzone/);
    }));

  it("refuses what is too large, without reading it", () =>
    inFolder((folder) => {
      const file = join(folder, "huge.ll");
      writeFileSync(file, "");
      truncateSync(file, 2 ** 32);
      fails([file], "it is larger than 4 GiB");
    }));

  it("says of bitcode that is cut off where it is malformed", () => {
    fails(["-"], "malformed bitcode", { input: Buffer.from([0x42, 0x43, 0xc0, 0xde, 0x35, 0x14, 0, 0]) });
  });

  it("wants a module from a terminal only when told", function () {
    if (spawnSync("script", ["--version"]).error !== undefined) this.skip();
    const { status, stdout } = spawnSync("script", ["-qec", `${process.execPath} ${command}`, "/dev/null"], { input: "", encoding: "utf8" });
    expect(stdout).to.include("there is no input");
    expect(status).to.equal(2);
  });

  function assemble(file: string): { readonly status: number | null } {
    writeFileSync(file, MODULE);
    return spawnSync("llvm-as-22", [file, "-o", `${file}.bc`]);
  }
});
