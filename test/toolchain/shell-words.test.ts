import { spawnSync } from "node:child_process";
import { expect } from "chai";
import fc from "fast-check";
import { shellQuote } from "../../src/toolchain/shell-quote.js";
import { shellWords } from "../../src/toolchain/shell-words.js";

describe("the words of a command", () => {
  it("are those that a shell reads", () => {
    for (const text of ["a b", "  a\t'b c'  ", `"a 'b' \\" \\x" c\\ d`, "a''b", '""', "'a\\b'", "x=1 --y={}", "a#b", "a~b", 'q"u"o\'t\'e']) {
      const { stdout } = spawnSync("sh", ["-c", `printf '%s\\n' ${text}`]);
      expect(shellWords(text), text).to.deep.equal(String(stdout).split("\n").slice(0, -1));
    }
  });

  it("undo shellQuote", () =>
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[ -~]+$/), { minLength: 1 }), (words) => {
        expect(shellWords(shellQuote(words))).to.deep.equal(words);
      }),
    ));

  it("are refused where they ask for a shell", () => {
    for (const text of ["a | b", "a > b", "a; b", "a && b", "$HOME/x", "`a`", '"$x"', "*.ll", "~/x", "# x", "'open", '"open', "! a", " "]) {
      expect(shellWords(text), text).to.have.property("reason");
    }
  });
});
