import { execFileSync } from "node:child_process";
import { expect } from "chai";
import fc from "fast-check";
import { shellQuote } from "../../src/toolchain/shell-quote.js";

describe("quoting a command line", () => {
  it("leaves plain words alone", () => {
    expect(shellQuote(["clang-22", "-O2", "-o", "dir/a.o", "-"])).to.equal("clang-22 -O2 -o dir/a.o -");
  });

  it("quotes what a shell would take apart", () => {
    expect(shellQuote(["a b", "", "it's", "$x", "new\nline"])).to.equal(String.raw`'a b' '' 'it'\''s' '$x' $'new\nline'`);
  });

  it("is read back by a shell as the same words", () => {
    const word = fc.string({ unit: fc.constantFrom(..."ab \t\n\r'\"\\$`*?!#~;&|<>(){}[]=\x01\x1b\x7f0fé") });

    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 40 }), (words) => {
        const out = execFileSync("bash", ["-c", `printf '%s\\0' ${shellQuote(words)}`], { encoding: "utf8" });
        expect(out.split("\0").slice(0, -1)).to.deep.equal(words);
      }),
      { numRuns: 30 },
    );
  });
});
